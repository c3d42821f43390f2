import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { clusterUnderTest } from './harness/cluster-under-test.ts';
import { judgeRecording } from './harness/judge-recording.ts';
import { saveRecording } from './harness/save-recording.ts';
import { recordRelease } from './harness/record-release.ts';
import type { Scenario } from './harness/scenario.ts';
import { openSuite, type Suite } from './harness/suite.ts';
import { scenarios } from './scenarios/index.ts';

/** The recordings of the last run: `lounge replay FILE` tells what was seen. */
const RECORDINGS = process.env['LOUNGE_TEST_RECORDINGS'] ?? join(tmpdir(), 'lounge-cluster-recordings');
const cluster = await clusterUnderTest();
if (typeof cluster === 'string') console.warn(`SKIPPED: releases on a real cluster: ${cluster}`);
// Halting processes of the cluster is possible only where they are ours.
const isOurs = typeof cluster !== 'string' && cluster.processes !== undefined;
const isAll = process.env['LOUNGE_CLUSTER_ALL'] === '1';
const wanted = scenarios.filter(({ extra }) => isAll || extra !== true);
if (wanted.length < scenarios.length)
  console.log(`${scenarios.length - wanted.length} more releases that differ little: npm test -- cluster --all`);

describe.skipIf(typeof cluster === 'string')('a release on a real cluster', () => {
  let suite: Suite;
  beforeAll(async () => {
    if (typeof cluster !== 'string') suite = await openSuite(cluster);
  });
  afterAll(async () => await suite?.[Symbol.asyncDispose]());

  const isJudgedRight = async (scenario: Scenario) => {
    const timeline = await recordRelease(suite, scenario);
    const file = await saveRecording(RECORDINGS, scenario.name, timeline);
    expect(judgeRecording(timeline, scenario.expect), file).toMatchObject({ wrong: [] });
  };

  it.concurrent.each(wanted.filter(({ alone }) => alone !== true))('$name', isJudgedRight);
  describe.skipIf(!isOurs)('with a part of the cluster taken away', () => {
    it.each(wanted.filter(({ alone }) => alone === true))('$name', isJudgedRight);
  });
});
