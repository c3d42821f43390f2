import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clusterUnderTest } from './harness/cluster-under-test.ts';
import { judgeRecording } from './harness/judge-recording.ts';
import { recordRelease } from './harness/record-release.ts';
import { openSuite, type Suite } from './harness/suite.ts';
import { scenarios } from './scenarios/index.ts';

const cluster = clusterUnderTest();
if (typeof cluster === 'string') console.warn(`SKIPPED: releases on a real cluster: ${cluster}`);
// Halting processes of the cluster is possible only where they are ours.
const isOurs = typeof cluster !== 'string' && cluster.processes !== undefined;

describe.skipIf(typeof cluster === 'string')('a release on a real cluster', () => {
  let suite: Suite;
  beforeAll(async () => {
    if (typeof cluster !== 'string') suite = await openSuite(cluster);
  });
  afterAll(async () => await suite[Symbol.asyncDispose]());

  it.concurrent.each(scenarios.filter(({ alone }) => alone !== true))('$name', async (scenario) => {
    expect(judgeRecording(await recordRelease(suite, scenario), scenario.expect)).toMatchObject({ wrong: [] });
  });
  describe.skipIf(!isOurs)('with a part of the cluster taken away', () => {
    it.each(scenarios.filter(({ alone }) => alone === true))('$name', async (scenario) => {
      expect(judgeRecording(await recordRelease(suite, scenario), scenario.expect)).toMatchObject({ wrong: [] });
    });
  });
});
