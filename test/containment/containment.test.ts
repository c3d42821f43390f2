import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findKustomizeProgram } from '../../src/drivers/render/kustomize/kustomize-program.ts';
import { attacks } from './attacks/index.ts';
import type { AdmissionGate } from './gates/admission-gate.ts';
import { describeArgo } from './gates/argo-suite.ts';
import { openRepositoryGates, type RepositoryGates } from './gates/repository-gates.ts';
import { openSandboxArgo } from './gates/sandbox-argo.ts';
import { NO_SUCH_KIND, openSandboxAdmission } from './gates/sandbox-admission.ts';

const pushed = attacks.flatMap(({ push, ...attack }) => (push ? [{ ...attack, push }] : []));
const written = attacks.flatMap(({ write, ...attack }) => (write ? [{ ...attack, write }] : []));

describe('in git', () => {
  let gates: RepositoryGates;
  beforeAll(async () => {
    gates = await openRepositoryGates();
  });
  afterAll(async () => await gates.close());

  test.each(pushed)('lounge check: $title', async ({ push, stoppedBy }) => {
    const rules = (await gates.check(push(gates.lounge))).map(({ rule }) => rule);
    if (stoppedBy.rule === undefined) expect(rules).toEqual([]);
    else expect(rules).toContain(stoppedBy.rule);
  });

  test.each(pushed)('pre-receive: $title', async ({ push, stoppedBy }) => {
    const { accepted, said } = await gates.push(push(gates.lounge));
    expect(accepted, said).toBe(stoppedBy.rule === undefined);
    if (stoppedBy.rule !== undefined) expect(said).toContain(stoppedBy.rule);
  });
});

describe('at the API server of the sandbox', () => {
  let gate: AdmissionGate;
  beforeAll(async () => {
    gate = await openSandboxAdmission();
  });
  afterAll(async () => await gate?.close());

  test.each(written)('admission: $title', async ({ write, stoppedBy }) => {
    const said = await gate.write(write(gate.lounge));
    if (stoppedBy.admission === undefined) expect(said).toBe('');
    else if (said !== NO_SUCH_KIND) expect(said).toMatch(stoppedBy.admission);
  });
});

describeArgo({
  where: 'on the sandbox',
  open: async (options) => {
    const { path, args } = await findKustomizeProgram({ cacheFolder: join(tmpdir(), 'lounge-test-kubectl') });
    return await openSandboxArgo({ command: path, args }, options);
  },
  limitMs: 10_000,
  behind: ['application-default-project', 'sync-option-replace'],
});
