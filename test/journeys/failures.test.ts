import { readFile } from 'node:fs/promises';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { Release } from '../../src/domain/release.ts';
import { ShipOutput } from '../../src/operations/ship/operation.ts';
import { verifyOperation } from '../../src/operations/verify/operation.ts';
import { findKubectl, kubectlOf } from '../find-kubectl.ts';
import { hookJob } from '../hook-job.ts';
import { JourneyWorld } from '../journey-world.ts';

const program = await findKubectl();
const BASE = 'app-of-apps/overlays/hello/base';
const OVERLAY = 'app-of-apps/overlays/hello/overlays/production/kustomization.yaml';
const MAIN = 'apps/hello/src/main.ts';
const APP = 'apps/hello/src/app.ts';
const DEPLOYMENT = `${BASE}/deployment.yaml`;

let world: JourneyWorld;
/** The first release, which passed; and the files as they were then. */
let good: Release;
const goodFiles: Record<string, string> = {};
const kubectl = async (args: readonly string[], input?: string) =>
  await kubectlOf(program ?? '', (await world.sandbox()).kubeconfig, world.root)(args, input);

beforeAll(async () => {
  world = await JourneyWorld.make({
    policy: { rehearsal: 'off', rollback: 'off', soakSeconds: 3, deadlineSeconds: 30 },
  });
  for (const path of [MAIN, APP, DEPLOYMENT, `${BASE}/kustomization.yaml`]) goodFiles[path] = await world.read(path);
  const { release } = await world.ship('hello');
  expect(release?.verdict?.verdict).toBe('PASS');
  if (release !== undefined) good = release;
});
afterAll(async () => await world[Symbol.asyncDispose]());

/** Commits the good files with these changes. */
async function change(
  changes: Readonly<Record<string, (text: string) => string>>,
  added: Readonly<Record<string, string>> = {},
) {
  const files: Record<string, string> = { ...added };
  for (const [path, text] of Object.entries(goodFiles)) {
    const changed = changes[path]?.(text) ?? text;
    if (changes[path] !== undefined) expect(changed, `${path} is changed`).not.toBe(text);
    files[path] = changed;
  }
  for (const [path, text] of Object.entries(files)) await world.write(path, text);
  await world.git(['add', '--all', 'apps', 'app-of-apps']);
  await world.git(['commit', '--quiet', '--allow-empty', '-m', 'feat: a change']);
}

const append = (text: string) => (before: string) => `${before}\n${text}\n`;
const replace = (from: string, to: string) => (before: string) => before.replace(from, () => to);

const INIT = `      initContainers:
        - name: prepare
          image: hello
          command: ["node", "-e", "console.log('cannot reach the database'); process.exit(7)"]
          resources: { requests: { cpu: 10m, memory: 32Mi }, limits: { cpu: 100m, memory: 128Mi } }
          securityContext: { allowPrivilegeEscalation: false, readOnlyRootFilesystem: true, capabilities: { drop: [ALL] } }
      containers:`;
const JOB = hookJob(`["node", "-e", "console.log('column exists already'); process.exit(1)"]`);

interface Row {
  readonly name: string;
  readonly reason: RegExp;
  /** In the verdict's sentence. */
  readonly says?: RegExp;
  readonly changes: Readonly<Record<string, (text: string) => string>>;
  readonly added?: Readonly<Record<string, string>>;
}

const rows: readonly Row[] = [
  {
    name: 'crash at once',
    reason: /^CRASH_LOOP$/,
    says: /no configuration/,
    changes: { [MAIN]: () => "console.error('no configuration');\nprocess.exit(3);\n" },
  },
  {
    name: 'crash in the soak',
    reason: /^SOAK$/,
    says: /late/,
    // The acceptance checks ask for / just before the soak begins, however slow the machine is.
    changes: {
      [APP]: replace(
        "if (path === '/') return",
        "if (path === '/') setTimeout(() => { throw new Error('late'); }, 1000);\n  if (path === '/') return",
      ),
    },
  },
  {
    name: 'a crash of an init container',
    reason: /^INIT_CRASH$/,
    says: /cannot reach the database/,
    changes: { [DEPLOYMENT]: replace('      containers:', INIT) },
  },
  {
    name: 'a key that is missing',
    reason: /^CONFIG$/,
    says: /hello-absent/,
    changes: {
      [DEPLOYMENT]: replace(
        '          env:\n',
        '          env:\n            - name: API_KEY\n              valueFrom: { secretKeyRef: { name: hello-absent, key: API_KEY } }\n',
      ),
    },
  },
  {
    name: 'a wrong port',
    reason: /^DEADLINE$/,
    changes: { [MAIN]: replace('const port = Number(process.env.PORT ?? 8080);', 'const port = 9999;') },
  },
  {
    name: 'readiness that lies: the health path answers 500',
    reason: /^ENDPOINT$/,
    says: /500/,
    changes: {
      [APP]: replace("return [200, { status: 'ok', version }]", "return [500, { status: 'no', version }]"),
      [DEPLOYMENT]: (text) => text.replaceAll('path: /health', 'path: /'),
    },
  },
  {
    name: 'an old version answers',
    reason: /^ENDPOINT$/,
    says: /v202001010000/,
    changes: { [MAIN]: replace("process.env.VERSION ?? 'dev'", "'v202001010000'") },
  },
  {
    name: 'lines of errors',
    reason: /^LOG_ERRORS$/,
    says: /FATAL: the pool is exhausted/,
    changes: { [MAIN]: append("setTimeout(() => console.log('FATAL: the pool is exhausted'), 2500);") },
  },
  {
    name: 'paused',
    reason: /^PAUSED$/,
    changes: { [DEPLOYMENT]: replace('  replicas: 1\n', '  replicas: 1\n  paused: true\n') },
  },
  {
    name: 'a job that fails',
    reason: /^(JOB|SYNC_FAILED)$/,
    changes: { [`${BASE}/kustomization.yaml`]: replace('  - service.yaml', '  - service.yaml\n  - job.yaml') },
    added: { [`${BASE}/job.yaml`]: JOB },
  },
];

/** A container may die before its log was read: then the verdict names the command that shows it. */
async function told(message: string): Promise<string> {
  const logs = await Promise.all(
    [[], ['--previous']].map(async (how) => await world.lounge(['logs', 'hello', ...how])),
  );
  return [message, ...logs.map(({ stdout }) => stdout)].join('\n');
}

describe('each failure is told by its reason', () => {
  it.each(rows)('$name', async ({ reason, says, changes, added }) => {
    await change(changes, added);
    const { release, rollback } = await world.ship('hello', 1);
    expect(release?.verdict?.verdict).toBe('FAIL');
    expect(release?.verdict?.reason, release?.verdict?.message).toMatch(reason);
    if (says !== undefined) expect(await told(release?.verdict?.message ?? '')).toMatch(says);
    expect(release?.verdict?.next.length).toBeGreaterThan(5);
    expect(release?.verdict?.receipts, release?.verdict?.message).not.toEqual([]);
    expect(release?.held).toBe(true);
    expect(rollback).toBeUndefined();
    if (added !== undefined)
      for (const path of Object.keys(added)) await world.git(['rm', '--quiet', '--cached', path]);
  });

  it('an image that does not exist, pushed by hand', async () => {
    await change({});
    await world.git(['pull', '--quiet', '--rebase', 'origin', 'main']);
    const text = (await world.read(OVERLAY))
      .replace(/newTag: .*/, 'newTag: "v202001010000"')
      .replace(/digest: .*/, `digest: sha256:${'12'.repeat(32)}`);
    await world.commit({ [OVERLAY]: text }, 'deploy(hello): by hand');
    await world.git(['push', '--quiet', 'origin', 'main']);
    const { release } = (await world.done(['verify', 'hello', '--json'], 1)).json(verifyOperation.output);
    expect(release.verdict).toMatchObject({ verdict: 'FAIL', reason: 'IMAGE_PULL' });
  });
});

describe.skipIf(program === undefined)('with kubectl', () => {
  it('a quota that leaves no room', async () => {
    const quota = {
      apiVersion: 'v1',
      kind: 'ResourceQuota',
      metadata: { name: 'full', namespace: 'ai-lounge' },
      spec: { hard: { pods: '1' } },
    };
    expect((await kubectl(['apply', '-f', '-'], JSON.stringify(quota))).stderr).toBe('');
    await change({});
    const { release } = await world.ship('hello', 1);
    await kubectl(['delete', 'resourcequota', 'full', '-n', 'ai-lounge']);
    expect(release?.verdict, release?.verdict?.message).toMatchObject({ verdict: 'FAIL', reason: 'REPLICA_FAILURE' });
    expect(release?.verdict?.message).toContain('quota');
  });

  it('a pod that is killed in the soak', async () => {
    await change({});
    const ship = world.start(['ship', 'hello', '--json']);
    await ship.line('PROGRESSING SOAKING');
    await kubectl(['delete', 'pods', '-l', 'app=hello', '-n', 'ai-lounge', '--wait=false']);
    const { release } = (await ship.result).json(ShipOutput);
    expect(release?.verdict, release?.verdict?.message).toMatchObject({ verdict: 'FAIL', reason: 'SOAK' });
  });
});

describe('another release comes between', () => {
  const whileSoaking = async (act: () => Promise<void>) => {
    await change({});
    const ship = world.start(['ship', 'hello', '--json']);
    await ship.line('✓ sync');
    await act();
    const result = await ship.result;
    expect(result.exitCode).toBe(3);
    return result.json(ShipOutput).release?.verdict;
  };

  it('a newer one: SUPERSEDED', async () => {
    await world.setPolicy({ soakSeconds: 20 });
    const verdict = await whileSoaking(async () => {
      const clone = await world.clone('newer');
      const text = (await readFile(`${clone}/${OVERLAY}`, 'utf8'))
        .replace(/newTag: .*/, `newTag: "${good.tag}"`)
        .replace(/digest: .*/, `digest: ${good.digest}`);
      await world.write(OVERLAY, text, clone);
      await world.git(['commit', '--quiet', '-am', 'deploy(hello): another'], clone);
      await world.git(['push', '--quiet', 'origin', 'HEAD:main'], clone);
    });
    expect(verdict).toMatchObject({ verdict: 'SUPERSEDED' });
  });

  it('its own revert: SUPERSEDED', async () => {
    const verdict = await whileSoaking(async () => {
      const clone = await world.clone('revert');
      await world.git(['revert', '--no-edit', 'HEAD'], clone);
      await world.git(['commit', '--quiet', '--amend', '-m', 'revert: it'], clone);
      await world.git(['push', '--quiet', 'origin', 'HEAD:main'], clone);
    });
    expect(verdict).toMatchObject({ verdict: 'SUPERSEDED' });
    await world.setPolicy({ soakSeconds: 1 });
  });
});

describe('a tree that failed its rehearsal', () => {
  it('cannot be shipped, and is not even built again', async () => {
    await world.setPolicy({ rehearsal: 'required' });
    await change({ [MAIN]: () => "console.error('no configuration');\nprocess.exit(3);\n" });
    const tags = await world.tags('hello');
    const trailers = await world.releaseTrailers();
    for (const again of [false, true]) {
      const result = await world.done(['ship', 'hello', '--json'], 1);
      expect(result.error()).toMatchObject({ code: 'REHEARSAL_FAILED' });
      expect(result.error().message).toContain('CRASH_LOOP');
      expect(result.stderr.includes('throw-away namespace')).toBe(!again);
    }
    expect(await world.tags('hello')).toEqual(tags);
    expect(await world.releaseTrailers()).toEqual(trailers);
    expect(await world.remoteReferences('refs/lounge/*')).toEqual([]);
    await change({});
    expect((await world.ship('hello')).release?.verdict?.verdict).toBe('PASS');
  });
});
