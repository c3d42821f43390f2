import { readFile, stat, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { parse } from 'yaml';
import { parseLoungeConfig } from '../../src/engine/config/parse-lounge-config.ts';
import { roleGrants } from '../../src/engine/manifest/generate/roles/role-rules.ts';
import { doctorOperation } from '../../src/operations/doctor/operation.ts';
import { kubeconfigOperation } from '../../src/operations/kubeconfig/operation.ts';
import { PromoteOutput } from '../../src/operations/promote/operation.ts';
import { secretsStatus } from '../../src/operations/secrets/operations.ts';
import { ShipOutput } from '../../src/operations/ship/operation.ts';
import { clusterUnderTest, kubectlBy, type ClusterUnderTest } from '../cluster/harness/cluster-under-test.ts';
import { baseOn, DOCKERFILE } from '../fidelity/base-on.ts';
import { pushBaseImage } from '../fidelity/push-base-image.ts';
import type { JourneyWorld } from '../journey-world.ts';
import { listenToApi, type AskedOfApi } from './asked-of-api.ts';
import { makeClusterWorld, writeValues } from './cluster-world.ts';
import { startRegistry } from './start-registry.ts';
import { startSshGit, type SshGit } from './start-ssh-git.ts';
import { withKnownHosts } from './with-known-hosts.ts';

const NAMESPACE = 'least-privilege';
const SPEC = 'apps/hello/service.yaml';
const cluster = await clusterUnderTest();
if (typeof cluster === 'string') console.warn(`SKIPPED: shipping with the least privilege: ${cluster}`);

/** A lounge on git over SSH, bootstrapped by the cluster's owner, who handed out a kubeconfig for the role developer. */
describe.skipIf(typeof cluster === 'string')('whoever ships, with the kubeconfig of a developer alone', () => {
  const owner = cluster as ClusterUnderTest;
  const made = new AsyncDisposableStack();
  let git: SshGit;
  let world: JourneyWorld;
  let kubeconfig: string;
  let handedOut: string;
  let api: AskedOfApi;

  const asOwner = async (...args: string[]) =>
    await world.lounge([...args, '--json'], { environment: { KUBECONFIG: owner.kubeconfig } });
  const ship = async (...args: string[]) =>
    await world.lounge([...args, '--json'], { environment: { KUBECONFIG: api.kubeconfig, HOME: world.temporary } });
  const done = async (...args: string[]) =>
    await world.done([...args, '--json'], 0, { environment: { KUBECONFIG: api.kubeconfig, HOME: world.temporary } });

  beforeAll(async () => {
    if (typeof cluster === 'string') return;
    const registry = made.use(await startRegistry());
    git = made.use(await startSshGit());
    world = made.use(
      await makeClusterWorld(owner, {
        namespace: NAMESPACE,
        registry,
        repository: git.url,
        values: {
          GIT_SSH_KEY_FILE: git.deployKeyFile,
          GIT_KNOWN_HOSTS_FILE: git.knownHostsFile,
          API_KEY: 'of-this-suite-alone',
        },
        git: { 'core.sshCommand': git.sshCommand },
        usualKubeconfig: true,
        flags: ['--environment', 'staging', '--environment', 'production', '--soak-seconds', '1'],
      }),
    );
    made.defer(async () => {
      await asOwner('bootstrap', '--remove', '--with-services');
      for (const name of [NAMESPACE, `${NAMESPACE}-production`])
        await owner.kubectl(['delete', 'namespace', name, '--ignore-not-found', '--wait=false']);
    });
    await world.setPolicy({ rehearsal: 'off', deadlineSeconds: 60 });
    await world.done(['new', 'hello', '--template', 'go']);
    await baseOn(world, await pushBaseImage(registry));
    await world.commit({ [SPEC]: `${await world.read(SPEC)}secrets:\n  hello-keys: [API_KEY]\n` });
    await withKnownHosts(owner, async () => {
      const { exitCode, stdout, stderr } = await asOwner('bootstrap');
      if (exitCode !== 0) throw new Error(`bootstrap: ${stderr}${stdout}`);
    });
    kubeconfig = join(world.folder, 'developer.kubeconfig');
    handedOut = (await asOwner('kubeconfig', 'developer', '--out', kubeconfig, '--hours', '1')).stdout;
    api = made.use(await listenToApi(kubeconfig));
    // What Argo CD reads with is the owner's: whoever ships has a key of his own.
    await writeValues(world, { GIT_SSH_KEY_FILE: '', GIT_KNOWN_HOSTS_FILE: '' });
  });
  afterAll(async () => await made.disposeAsync());

  it('the owner hands out a file that is its reader’s alone, holds nothing of the owner, and tells no token', async () => {
    const text = await readFile(kubeconfig, 'utf8');
    const { users, contexts } = parse(text) as { users: { user: { token: string } }[]; contexts: object[] };
    expect((await stat(kubeconfig)).mode & 0o777).toBe(0o600);
    expect(users.map(({ user }) => Object.keys(user))).toEqual([['token']]);
    expect(contexts).toHaveLength(1);
    expect(text).not.toContain('client-key');
    expect(handedOut).not.toContain(users[0]?.user.token);
    expect(kubeconfigOperation.output.parse(JSON.parse(handedOut))).toMatchObject({
      file: kubeconfig,
      account: `${NAMESPACE}/lounge-developer`,
    });
  });

  it('a known-hosts line that is wrong ends a ship before anything is changed', async () => {
    const [before, head] = [await readFile(git.knownHostsFile, 'utf8'), await world.git(['rev-parse', 'HEAD'])];
    await writeFile(
      git.knownHostsFile,
      before.replace(/AAAA\S{60}/, (key) => key.toUpperCase()),
    );
    const refused = await ship('ship', 'hello').finally(async () => await writeFile(git.knownHostsFile, before));
    expect(refused.error()).toMatchObject({
      code: 'GIT_HOST_KEY_REFUSED',
      hint: expect.stringContaining('known_hosts'),
    });
    expect(await world.git(['rev-parse', 'HEAD'])).toBe(head);
    expect(await world.remoteReferences('refs/lounge/*')).toEqual([]);
  });

  it('check, and ship to PASS over SSH', async () => {
    await done('check');
    const { release } = (await done('ship', 'hello')).json(ShipOutput);
    expect(release).toMatchObject({ environment: 'staging', verdict: { verdict: 'PASS' } });
  });

  it.each([['status'], ['verify', 'hello'], ['logs', 'hello'], ['history', 'hello'], ['explain', 'IMAGE_PULL']])(
    '%j',
    async (...args) => {
      const { stdout } = await done(...args);
      expect(stdout).not.toContain('FORBIDDEN');
    },
  );

  it('secrets: those that services declare are made, changed and compared', async () => {
    await writeValues(world, { API_KEY: 'another-value' });
    const rows = async () => (await ship('secrets', 'status', 'hello')).json(secretsStatus.output).rows;
    expect(await rows()).toMatchObject([{ state: 'different' }]);
    await done('secrets', 'apply', 'hello');
    expect(await rows()).toMatchObject([{ state: 'same' }]);
  });

  it('doctor tells what it could not look at, and that the role has just what it needs', async () => {
    const { findings } = (await done('doctor')).json(doctorOperation.output);
    expect(findings.filter(({ state }) => state === 'error')).toEqual([]);
    expect(findings.find(({ name }) => name === 'lounge')).toMatchObject({ state: 'warning' });
    const own = (await done('doctor', '--permissions')).json(doctorOperation.output).findings;
    expect(own.filter(({ state }) => state !== 'ok')).toEqual([]);
    expect(own.every(({ detail }) => detail.startsWith('developer in '))).toBe(true);
  });

  it('promote: the very digest, in the other namespace', async () => {
    const { release, source } = (await done('promote', 'hello', '--to', 'production')).json(PromoteOutput);
    expect(release).toMatchObject({ verdict: { verdict: 'PASS' }, digest: source.digest });
  });

  it('a ship that fails is rolled back', async () => {
    const file = await world.read(DOCKERFILE);
    await world.git(['pull', '--quiet', '--rebase', 'origin', 'main']);
    await world.commit({ [DOCKERFILE]: file.replace('BEHAVE=well', 'BEHAVE=crash') });
    const { release, rollback } = (await ship('ship', 'hello')).json(ShipOutput);
    expect(release).toMatchObject({ verdict: { verdict: 'FAIL', reason: 'CRASH_LOOP' } });
    expect(rollback).toMatchObject({ verdict: { verdict: 'PASS' } });
  });

  it('asked for everything that the role may do, and for no other write', async () => {
    const config = parseLoungeConfig(await world.read('lounge.yaml'));
    const granted = roleGrants(config, 'cluster', ['hello-keys']).flatMap(({ rules }) =>
      rules.flatMap(({ apiGroups: [group], resources }) =>
        resources.map((resource) => (group === '' ? resource : `${resource}.${group}`)),
      ),
    );
    const asked = [...api.asked].map((words) => words.split(' '));
    expect(granted.filter((resource) => !asked.some(([, one]) => one === resource))).toEqual([]);
    const writes = [...api.asked].filter((words) => /^(create|delete|patch) /.test(words));
    expect(new Set(writes)).toEqual(new Set(['patch applications.argoproj.io', 'patch secrets']));
  });

  describe('cannot', () => {
    const app = ['-n', 'argocd', 'application', 'hello'];
    const merge = (patch: object) => ['--type=merge', '-p', JSON.stringify(patch)];
    const deployment = ['create', 'deployment', 'x', '--image=busybox'];

    it.each([
      ['write a Deployment', [...deployment, '-n', NAMESPACE], /cannot create resource "deployments"/],
      ['change a Deployment', ['scale', '-n', NAMESPACE, 'deployment/hello', '--replicas=0'], /cannot patch resource/],
      ['read another Secret', ['get', 'secret', '-n', NAMESPACE, 'other'], /cannot get resource "secrets"/],
      ['read the pull secret', ['get', 'secret', '-n', NAMESPACE, 'lounge-registry'], /cannot get resource "secrets"/],
      ['list Secrets', ['get', 'secrets', '-n', NAMESPACE], /cannot list resource "secrets"/],
      [
        'make another Secret',
        ['create', 'secret', 'generic', 'x', '-n', NAMESPACE],
        /cannot create resource "secrets"/,
      ],
      [
        'exec',
        ['exec', '-n', NAMESPACE, 'deploy/hello', '--', '/service'],
        /cannot (create|get) resource "pods\/exec"/,
      ],
      [
        'forward a port',
        ['port-forward', '-n', NAMESPACE, 'svc/hello', ':80'],
        /cannot create resource "pods\/portfor/,
      ],
      ['delete a pod', ['delete', 'pods', '-n', NAMESPACE, '-l', 'app=hello'], /cannot delete resource "pods"/],
      [
        'get a token',
        ['create', 'token', '-n', NAMESPACE, 'lounge-qa'],
        /cannot create resource "serviceaccounts\/token/,
      ],
      ['act as another', ['get', 'pods', '-n', NAMESPACE, '--as=admin'], /cannot impersonate resource "users"/],
      [
        'change the spec of an Application',
        ['patch', ...app, ...merge({ spec: { revisionHistoryLimit: 3 } })],
        /Commit the change instead/,
      ],
      ['start a sync', ['patch', ...app, ...merge({ operation: { sync: {} } })], /Commit the change instead/],
      ['set another annotation', ['annotate', ...app, 'a=b'], /Only the annotation argocd.argoproj.io\/refresh may be/],
      ['delete an Application', ['delete', ...app, '--wait=false'], /cannot delete resource "applications"/],
      [
        'change an AppProject',
        ['patch', '-n', 'argocd', 'appproject', 'ai-agent-project', ...merge({ spec: { sourceRepos: ['*'] } })],
        /cannot (get|patch) resource "appprojects"/,
      ],
      ['write into another namespace', [...deployment, '-n', 'default'], /cannot create resource "deployments"/],
      ['read another namespace', ['get', 'pods', '-n', 'kube-system'], /cannot list resource "pods"/],
      ['make a namespace', ['create', 'namespace', 'x'], /cannot create resource "namespaces"/],
    ])('%s', async (_, args, said) => {
      await expect(kubectlBy(kubeconfig, args)).rejects.toThrow(said);
    });

    it('bootstrap: it is told all that is missing, with the YAML that grants it', async () => {
      const { code, hint } = (await ship('bootstrap')).error();
      expect(code).toBe('BOOTSTRAP_FORBIDDEN');
      expect(hint).toMatch(/kind: ClusterRole\n[\s\S]*name: lounge-developer/);
    });

    it('apply a Secret that was declared after the bootstrap: which verb, and the YAML', async () => {
      const spec = await world.read(SPEC);
      await world.commit({ [SPEC]: spec.replace('hello-keys:', 'hello-later:') });
      const { code, message, hint } = (await ship('secrets', 'apply', 'hello')).error();
      await world.commit({ [SPEC]: spec });
      expect(code).toBe('CLUSTER_FORBIDDEN');
      expect(message).toContain('cannot patch resource "secrets"');
      expect(hint).toMatch(/`lounge bootstrap`[\s\S]*kind: Role\n[\s\S]*- patch[\s\S]*name: lounge-developer/);
    });
  });

  it('one grant more than is needed: doctor --permissions names it, to the owner and to whoever ships', async () => {
    const binding = ['-n', NAMESPACE, 'least-privilege-more'];
    await owner.kubectl(['create', 'role', ...binding, '--verb=get', '--resource=configmaps']);
    await owner.kubectl([
      'create',
      'rolebinding',
      ...binding,
      '--role=least-privilege-more',
      `--serviceaccount=${NAMESPACE}:lounge-developer`,
    ]);
    for (const asks of [asOwner, ship]) {
      const { exitCode, stdout } = await asks('doctor', '--permissions');
      expect(exitCode).toBe(1);
      expect(stdout).toContain('developer in least-privilege may do more than it needs: get configmaps');
    }
  });
});
