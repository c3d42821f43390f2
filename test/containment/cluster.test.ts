import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { clusterUnderTest } from '../cluster/harness/cluster-under-test.ts';
import { attacks } from './attacks/index.ts';
import { describeArgo } from './gates/argo-suite.ts';
import type { AdmissionGate } from './gates/admission-gate.ts';
import { openClusterArgo } from './gates/cluster-argo.ts';
import { openClusterAdmission } from './gates/cluster-admission.ts';

const cluster = await clusterUnderTest();
if (typeof cluster === 'string') console.warn(`SKIPPED: attacks on a real cluster: ${cluster}`);
const written = attacks.flatMap(({ write, ...attack }) => (write ? [{ ...attack, write }] : []));

describe.skipIf(typeof cluster === 'string')('at a real API server', () => {
  let gate: AdmissionGate;
  beforeAll(async () => {
    if (typeof cluster !== 'string') gate = await openClusterAdmission(cluster);
  });
  afterAll(async () => await gate?.close());

  test.each(written)('admission: $title', async ({ write, stoppedBy }) => {
    const said = await gate.write(write(gate.lounge));
    if (stoppedBy.admission === undefined) expect(said).toBe('');
    else expect(said).toMatch(stoppedBy.admission);
  });
});

if (typeof cluster !== 'string')
  describeArgo({
    where: 'on a real cluster',
    open: async (options) => await openClusterArgo(cluster, options),
    limitMs: 60_000,
    behind: ['application-default-project', 'pod-host-path', 'sync-option-force', 'sync-option-replace'],
  });
