import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doctorOperation } from '../../src/operations/doctor/operation.ts';
import { createRegistry, type ListeningRegistry } from '../../src/sandbox/registry/registry.ts';
import { startHttpGit, type HttpGit } from '../cluster-path/start-http-git.ts';
import { bareCluster, type BareCluster, type BareClusterOptions } from '../fakes/bare-cluster.ts';
import { JourneyWorld } from '../journey-world.ts';

/** What is wrong with a cluster is told by `bootstrap` and by `doctor`, with the remedy, and nothing is changed. */
const DAY_MS = 24 * 60 * 60 * 1000;
let world: JourneyWorld;
let git: HttpGit;
let registry: ListeningRegistry;
let kubeconfig: string;

beforeAll(async () => {
  world = await JourneyWorld.make({ lounge: false });
  git = await startHttpGit();
  const users = [{ user: 'lounge', password: 'password-of-a-test' }];
  registry = await (await createRegistry({ folder: join(world.folder, 'registry'), users })).listen(0);
  kubeconfig = join(world.folder, 'kubeconfig');
  await writeLogin({ server: 'http://127.0.0.1:1' });
  const where = ['--context', 'bare', '--kubeconfig', kubeconfig, '--domain', 'b.test'];
  await world.done(['init', '.', ...where, '--registry', new URL(registry.url).host, '--repository', git.url]);
  const values = { REGISTRY_USER: 'lounge', REGISTRY_PASSWORD: 'password-of-a-test', GIT_USER: git.user };
  await setValues({ ...values, GIT_TOKEN: git.token });
  await world.git([
    'config',
    'credential.helper',
    `!f() { echo username=${git.user}; echo password=${git.token}; }; f`,
  ]);
});
afterAll(async () => {
  await registry?.close();
  await git?.[Symbol.asyncDispose]();
  await world?.[Symbol.asyncDispose]();
});

async function writeLogin(login: { readonly server: string; readonly token?: string }): Promise<void> {
  const { server, token = 'token-of-a-test' } = login;
  await writeFile(
    kubeconfig,
    JSON.stringify({
      'current-context': 'bare',
      contexts: [{ name: 'bare', context: { cluster: 'bare', user: 'bare' } }],
      clusters: [{ name: 'bare', cluster: { server } }],
      users: [{ name: 'bare', user: { token } }],
    }),
  );
}

async function setValues(values: Readonly<Record<string, string>>): Promise<void> {
  let text = await world.read('.env');
  for (const [name, value] of Object.entries(values))
    text = `${text.replace(new RegExp(`^${name}=.*\n`, 'm'), '')}${name}=${value}\n`;
  await world.write('.env', text);
}

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
    expect((await world.lounge([...args, '--json'])).error().code).toBe(code);
  const { error, printed } = await refusal();
  expect(error.hint.length).toBeGreaterThan(10);
  expect(printed).not.toMatch(/token-of-a-test|password-of-a-test|\{\w+\}|undefined|\[object|at .*\.ts:\d+/);
  const doctor = await world.lounge(['doctor', '--json']);
  const { findings } = doctor.json(doctorOperation.output);
  expect(findings.find(({ detail }) => detail.startsWith(`${code}: `))).toMatchObject({
    state: 'error',
    fix: error.hint,
  });
  expect(doctor.exitCode).toBe(1);
  expect(cluster.changes).toEqual([]);
  return error;
}

async function refusal() {
  const result = await world.lounge(['bootstrap', '--json']);
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
    await writeLogin({ server: cluster.url });
    const error = await refused(cluster, code);
    for (const word of words) expect(error.message).toContain(word);
    expect(error.hint).toContain(remedy);
  });

  it('nobody listens, or does not answer as an API server does', async () => {
    await writeLogin({ server: 'http://127.0.0.1:1' });
    expect((await refused({ changes: [] }, 'CLUSTER_UNREACHABLE')).message).toContain('connection refused');
    const silent = createServer((socket) => socket.end('nonsense\r\n\r\n'));
    await new Promise<void>((resolve) => silent.listen(0, '127.0.0.1', resolve));
    await writeLogin({ server: `http://127.0.0.1:${(silent.address() as { port: number }).port}` });
    await refused({ changes: [] }, 'CLUSTER_UNREACHABLE').finally(() => silent.close());
  });

  it('a context that does not exist', async () => {
    await using cluster = await bareCluster();
    await writeLogin({ server: cluster.url });
    const before = await world.read('lounge.yaml');
    await world.write('lounge.yaml', before.replace(/context: .*/, 'context: nowhere'));
    const error = await refused(cluster, 'CLUSTER_CONTEXT_UNKNOWN').finally(
      async () => await world.write('lounge.yaml', before),
    );
    expect(error.hint).toContain('bare');
    expect(cluster.requests).toEqual([]);
  });

  it('a token that the cluster does not know', async () => {
    await using cluster = await bareCluster();
    cluster.refuse(401);
    await writeLogin({ server: cluster.url });
    expect((await refused(cluster, 'CLUSTER_LOGIN')).message).toContain('bare');
  });

  it('a token that has ended is not even shown to the cluster', async () => {
    await using cluster = await bareCluster();
    await writeLogin({ server: cluster.url, token: tokenUntil(Date.now() - DAY_MS) });
    expect((await refusal()).error.code).toBe('CLUSTER_EXPIRED');
    expect(cluster.requests).toEqual([]);
    expect((await refused(cluster, 'CLUSTER_EXPIRED')).hint).toContain('Log in');
  });

  it('one permission is missing: which one, and the YAML that grants it', async () => {
    await using cluster = await bareCluster({ denied: ['patch applications'] });
    await writeLogin({ server: cluster.url });
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
  await writeLogin({ server: cluster.url });
  const error = (
    await world.lounge(['kubeconfig', 'qa', '--out', join(world.folder, 'qa.kubeconfig'), '--json'])
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
    await writeLogin({ server: cluster.url, token });
    const { findings } = (await world.lounge(['doctor', '--json'])).json(doctorOperation.output);
    const login = findings.find(({ name }) => name === 'login');
    const day = new Date(Date.now() + days * DAY_MS).toISOString().slice(0, 10);
    if (warned)
      expect(login).toMatchObject({ state: 'warning', detail: expect.stringContaining(day), fix: expect.any(String) });
    else expect(login).toBeUndefined();
    expect((await world.lounge(['bootstrap', '--dry-run'])).stderr.includes(`expires at ${day}`)).toBe(warned);
    expect(cluster.changes).toEqual([]);
  });
});

describe('a remote or registry that Argo CD cannot use', () => {
  let cluster: BareCluster;
  beforeAll(async () => {
    cluster = await bareCluster();
    await writeLogin({ server: cluster.url });
  });
  afterAll(async () => await cluster?.[Symbol.asyncDispose]());

  it('nothing was pushed yet', async () => {
    const { error } = await refusal();
    expect(error).toMatchObject({ code: 'REMOTE_EMPTY', hint: expect.stringContaining('git push -u origin main') });
    await world.git(['push', '--quiet', '--set-upstream', 'origin', 'main']);
    await world.done(['bootstrap', '--dry-run']);
    expect(cluster.changes).toEqual([]);
  });

  it.each([
    ['a token that the remote does not take', { GIT_TOKEN: 'wrong-token' }, 'ARGOCD_REMOTE_UNREADABLE', '.env'],
    ['no token, and not everybody may read', { GIT_TOKEN: '' }, 'ARGOCD_REMOTE_UNREADABLE', '.env'],
    ['a wrong password of the registry', { REGISTRY_PASSWORD: 'wrong-password' }, 'REGISTRY_LOGIN', '.env'],
  ])('%s', async (_, values, code, remedy) => {
    const before = await world.read('.env');
    await setValues(values);
    const { error, printed } = await refusal().finally(async () => await world.write('.env', before));
    expect(error).toMatchObject({ code, hint: expect.stringContaining(remedy) });
    expect(printed).not.toMatch(/wrong-(token|password)/);
    expect(cluster.changes).toEqual([]);
  });
});

describe('what is there already', () => {
  const elsewhere = 'https://git.example.com/team/other.git';
  const path = '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications';
  const rootApp = (name: string) => ({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name: 'root-app',
      namespace: 'argocd',
      labels: { 'app.kubernetes.io/managed-by': 'lounge', 'lounge.dev/lounge': name },
    },
    spec: { project: 'lounge-root', source: { repoURL: elsewhere, path: 'app-of-apps/applications' } },
  });

  it.each([
    ['another lounge', 'other'],
    ['a lounge of the same name', 'demo'],
  ])('%s is told with its repository, and neither written over nor taken away', async (_, name) => {
    await using cluster = await bareCluster({ objects: [[path, rootApp(name)]] });
    await writeLogin({ server: cluster.url });
    for (const args of [['bootstrap'], ['bootstrap', '--dry-run'], ['bootstrap', '--remove', '--with-services']]) {
      const error = (await world.lounge([...args, '--json'])).error();
      expect(error).toMatchObject({ code: 'ARGOCD_TAKEN', hint: expect.stringContaining('argocdNamespace') });
      for (const word of ['root-app', `lounge ${name}`, elsewhere]) expect(error.message).toContain(word);
    }
    expect(cluster.changes).toEqual([]);
  });

  it('services that run are named before anything is taken away', async () => {
    const spec = { project: 'ai-agent-project', source: { repoURL: git.url } };
    const hello = { metadata: { name: 'hello', namespace: 'argocd' }, spec };
    await using cluster = await bareCluster({ objects: [[path, hello]] });
    await writeLogin({ server: cluster.url });
    const error = (await world.lounge(['bootstrap', '--remove', '--json'])).error();
    expect(error).toMatchObject({ code: 'BOOTSTRAP_IN_USE', hint: expect.stringContaining('--with-services') });
    expect(error.message).toContain('hello');
    expect(cluster.changes).toEqual([]);
  });

  it('a cluster that takes an object and does not keep it is told at the first', async () => {
    await using cluster = await bareCluster();
    await writeLogin({ server: cluster.url });
    const { error } = await refusal();
    expect(error).toMatchObject({ code: 'BOOTSTRAP_UNPROVED', hint: expect.stringContaining('--show-managed-fields') });
    expect(error.message).toContain('Namespace ai-lounge');
    expect(cluster.changes).toEqual(['PATCH /api/v1/namespaces/ai-lounge']);
  });

  it('a Secret of another lounge is not written over either', async () => {
    const labels = { 'app.kubernetes.io/managed-by': 'lounge', 'lounge.dev/lounge': 'other' };
    const metadata = { name: 'lounge-registry', namespace: 'ai-lounge', labels };
    const secret = { apiVersion: 'v1', kind: 'Secret', metadata };
    await using cluster = await bareCluster({ objects: [['/api/v1/namespaces/ai-lounge/secrets', secret]] });
    await writeLogin({ server: cluster.url });
    const { error } = await refusal();
    expect(error).toMatchObject({ code: 'BOOTSTRAP_FOREIGN', hint: expect.stringContaining('namespace') });
    expect(error.message).toMatch(/Secret ai-lounge\/lounge-registry .* lounge other/);
    expect(cluster.changes).toEqual([]);
  });
});
