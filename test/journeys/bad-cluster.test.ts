import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doctorOperation } from '../../src/operations/doctor/operation.ts';
import { makeBareWorld, type BareWorld } from '../bare-world.ts';
import { bareCluster, type BareCluster, type BareClusterOptions } from '../fakes/bare-cluster.ts';

/** What is wrong with a cluster is told by `bootstrap` and by `doctor`, with the remedy, and nothing is changed. */
const DAY_MS = 24 * 60 * 60 * 1000;
let bare: BareWorld;
beforeAll(async () => {
  bare = await makeBareWorld();
});
afterAll(async () => await bare?.[Symbol.asyncDispose]());

/** A token as ServiceAccounts have it, that ends then. */
function tokenUntil(at: number): string {
  return `e30.${Buffer.from(JSON.stringify({ exp: Math.floor(at / 1000) })).toString('base64url')}.c2ln`;
}

interface Refusal {
  readonly code: string;
  readonly message: string;
  readonly hint: string;
}

/** `bootstrap`, its dry run and `doctor` say the same code with the same remedy, and the cluster stays as it was. */
async function refused(cluster: Pick<BareCluster, 'changes'>, code: string): Promise<Refusal> {
  for (const args of [['bootstrap'], ['bootstrap', '--dry-run']])
    expect((await bare.world.lounge([...args, '--json'])).error().code).toBe(code);
  const { error, printed } = await refusal();
  expect(error.hint.length).toBeGreaterThan(10);
  expect(printed).not.toMatch(/token-of-a-test|password-of-a-test|\{\w+\}|undefined|\[object|at .*\.ts:\d+/);
  const doctor = await bare.world.lounge(['doctor', '--json']);
  const { findings } = doctor.json(doctorOperation.output);
  expect(findings.filter(({ detail }) => detail.startsWith(`${code}: `))).toMatchObject([
    { state: 'error', fix: error.hint },
  ]);
  expect(doctor.exitCode).toBe(1);
  expect(cluster.changes).toEqual([]);
  return error;
}

async function refusal() {
  const result = await bare.world.lounge(['bootstrap', '--json']);
  expect(result.exitCode).toBeGreaterThan(1);
  return { error: result.error(), printed: `${result.stdout}${result.stderr}` };
}

const CASES: readonly (readonly [
  name: string,
  cluster: BareClusterOptions,
  code: string,
  message: readonly string[],
  remedy: string,
])[] = [
  [
    'a Kubernetes without admission policies',
    { version: 'v1.29.14' },
    'CLUSTER_TOO_OLD',
    ['1.29.14', '1.30'],
    'upgrade',
  ],
  ['no Argo CD', { kinds: [] }, 'ARGOCD_MISSING', ['namespace argocd'], 'kubectl apply -n argocd'],
  [
    'definitions of Argo CD, and nothing that runs',
    { argocd: undefined },
    'ARGOCD_MISSING',
    ['argocd'],
    'install.yaml',
  ],
  [
    'a definition of Argo CD is missing',
    { kinds: ['Application'] },
    'ARGOCD_CRD_MISSING',
    ['AppProject'],
    'manifests/crds',
  ],
  [
    'Argo CD in another namespace',
    { argocd: { namespace: 'gitops', version: '3.1.0' } },
    'ARGOCD_ELSEWHERE',
    ['argocd', 'gitops'],
    'argocdNamespace',
  ],
  [
    'Argo CD older than 3.0',
    { argocd: { namespace: 'argocd', version: 'v2.14.20' } },
    'ARGOCD_TOO_OLD',
    ['2.14.20', '3.0'],
    'Upgrade Argo CD',
  ],
];

describe('a cluster that cannot become a lounge', () => {
  it.each(CASES)('%s', async (_, options, code, words, remedy) => {
    await using cluster = await bareCluster(options);
    await bare.login({ server: cluster.url });
    const error = await refused(cluster, code);
    for (const word of words) expect(error.message).toContain(word);
    expect(error.hint).toContain(remedy);
  });

  it('nobody listens, or does not answer as an API server does', async () => {
    await bare.login({ server: 'http://127.0.0.1:1' });
    expect((await refused({ changes: [] }, 'CLUSTER_UNREACHABLE')).message).toContain('connection refused');
    const silent = createServer((socket) => socket.end('nonsense\r\n\r\n'));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    await bare.login({ server: `http://127.0.0.1:${(silent.address() as { port: number }).port}` });
    await refused({ changes: [] }, 'CLUSTER_UNREACHABLE').finally(() => silent.close());
  });

  it('a context that does not exist', async () => {
    await using cluster = await bareCluster();
    await bare.login({ server: cluster.url });
    const before = await bare.world.read('lounge.yaml');
    await bare.world.write('lounge.yaml', before.replace(/context: .*/, 'context: nowhere'));
    const error = await refused(cluster, 'CLUSTER_CONTEXT_UNKNOWN').finally(
      async () => await bare.world.write('lounge.yaml', before),
    );
    expect(error.hint).toContain('bare');
    expect(cluster.requests).toEqual([]);
  });

  it('a token that the cluster does not know', async () => {
    await using cluster = await bareCluster();
    cluster.refuse(401);
    await bare.login({ server: cluster.url });
    expect((await refused(cluster, 'CLUSTER_LOGIN')).message).toContain('bare');
  });

  it('a token that has ended is not even shown to the cluster', async () => {
    await using cluster = await bareCluster();
    await bare.login({ server: cluster.url, token: tokenUntil(Date.now() - DAY_MS) });
    expect((await refusal()).error.code).toBe('CLUSTER_EXPIRED');
    expect(cluster.requests).toEqual([]);
    expect((await refused(cluster, 'CLUSTER_EXPIRED')).hint).toContain('Log in');
  });

  it('one permission is missing: which one, and the YAML that grants it', async () => {
    await using cluster = await bareCluster({ denied: ['patch applications'] });
    await bare.login({ server: cluster.url });
    const { error } = await refusal();
    expect(error.code).toBe('BOOTSTRAP_FORBIDDEN');
    expect(error.message).toContain('kim');
    expect(error.message).toMatch(/patch applications\S* \(argocd\)/);
    expect(error.hint).toMatch(/kind: Role\n[\s\S]*applications\n[\s\S]*- patch\n[\s\S]*kind: RoleBinding\n[\s\S]*kim/);
    expect(error.hint).not.toContain('ClusterRole');
    expect(cluster.changes).toEqual([]);
  });
});

it('no token is asked for a role whose account is not there', async () => {
  await using cluster = await bareCluster();
  await bare.login({ server: cluster.url });
  const error = (
    await bare.world.lounge(['kubeconfig', 'qa', '--out', join(bare.world.folder, 'qa.kubeconfig'), '--json'])
  ).error();
  expect(error).toMatchObject({ code: 'ROLE_ACCOUNT_MISSING', hint: expect.stringContaining('lounge bootstrap') });
  expect(cluster.changes).toEqual([]);
});

describe('a login that ends soon', () => {
  it.each([
    [6, true],
    [8, false],
  ])('in %i days: warned %s', async (days, warned) => {
    await using cluster = await bareCluster();
    const token = tokenUntil(Date.now() + days * DAY_MS);
    await bare.login({ server: cluster.url, token });
    const { findings } = (await bare.world.lounge(['doctor', '--json'])).json(doctorOperation.output);
    const login = findings.find(({ name }) => name === 'login');
    const day = new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
    if (warned)
      expect(login).toMatchObject({ state: 'warning', detail: expect.stringContaining(day), fix: expect.any(String) });
    else expect(login).toBeUndefined();
    expect((await bare.world.lounge(['bootstrap', '--dry-run'])).stderr.includes(`expires at ${day}`)).toBe(warned);
    expect(cluster.changes).toEqual([]);
  });
});

describe('a remote or registry that Argo CD cannot use', () => {
  let cluster: BareCluster;
  beforeAll(async () => {
    cluster = await bareCluster();
    await bare.login({ server: cluster.url });
  });
  afterAll(async () => await cluster?.[Symbol.asyncDispose]());

  it('nothing was pushed yet', async () => {
    const { error } = await refusal();
    expect(error).toMatchObject({ code: 'REMOTE_EMPTY', hint: expect.stringContaining('git push -u origin main') });
    await bare.world.git(['push', '--quiet', '--set-upstream', 'origin', 'main']);
    await bare.world.done(['bootstrap', '--dry-run']);
    expect(cluster.changes).toEqual([]);
  });

  it.each([
    ['a token that the remote does not take', { GIT_TOKEN: 'wrong-token' }, 'ARGOCD_REMOTE_UNREADABLE', '.env'],
    ['no token, and not everybody may read', { GIT_TOKEN: '' }, 'ARGOCD_REMOTE_UNREADABLE', '.env'],
    ['a wrong password of the registry', { REGISTRY_PASSWORD: 'wrong-password' }, 'REGISTRY_LOGIN', '.env'],
  ])('%s', async (_, values, code, remedy) => {
    const before = await bare.world.read('.env');
    await bare.setValues(values);
    const { error, printed } = await refusal().finally(async () => await bare.world.write('.env', before));
    expect(error).toMatchObject({ code, hint: expect.stringContaining(remedy) });
    expect(printed).not.toMatch(/wrong-(token|password)/);
    expect(cluster.changes).toEqual([]);
  });
});
