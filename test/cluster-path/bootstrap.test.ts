import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { readFile, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { BootstrapOutput } from '../../src/operations/bootstrap/operation.ts';
import { doctorOperation } from '../../src/operations/doctor/operation.ts';
import { clusterUnderTest, type ClusterUnderTest } from '../cluster/harness/cluster-under-test.ts';
import type { JourneyWorld } from '../journey-world.ts';
import { applyText, makeClusterWorld, writeAccountConfig, writeValues } from './cluster-world.ts';
import { startRegistry, type TestRegistry } from './start-registry.ts';
import { startSshGit, type SshGit } from './start-ssh-git.ts';
import { withKnownHosts } from './with-known-hosts.ts';

const NAMESPACE = 'bootstrap-test';
/** A good key, of another host. */
const KEY_OF_SOMEBODY = 'AAAAC3NzaC1lZDI1NTE5AAAAIOMqqnkVzrm0SdG6UOoqKLsabgH5C9okWi0dh2l9GKJl';
const KNOWN_HOSTS = 'argocd-ssh-known-hosts-cm';
const found = await clusterUnderTest();
if (typeof found === 'string') console.warn(`SKIPPED, bootstrap of a cluster: ${found}`);

describe.skipIf(typeof found === 'string')('a bare cluster with Argo CD', () => {
  const cluster = found as ClusterUnderTest;
  let registry: TestRegistry;
  let git: SshGit;
  let world: JourneyWorld;

  beforeAll(async () => {
    if ((await get('appproject', 'argocd', 'lounge-root')) !== undefined)
      throw new Error('this cluster holds a lounge already; take it away first');
    [registry, git] = [await startRegistry(), await startSshGit()];
    world = await makeClusterWorld(cluster, {
      namespace: NAMESPACE,
      registry,
      repository: git.url,
      values: { GIT_SSH_KEY_FILE: git.deployKeyFile, GIT_KNOWN_HOSTS_FILE: git.knownHostsFile },
      git: { 'core.sshCommand': git.sshCommand },
    });
    await cluster.kubectl(['create', 'namespace', 'bootstrap-other']);
    await cluster.kubectl(['apply', '-f', '-'], other('AppProject', { sourceRepos: ['*'] }));
  });

  afterAll(async () => {
    await world?.lounge(['bootstrap', '--remove', '--with-services']);
    for (const args of [
      ['namespace', NAMESPACE],
      ['namespace', 'bootstrap-other'],
      ['appproject', '-n', 'argocd', 'bootstrap-other'],
      ['clusterrolebinding', 'bootstrap-test-too-much'],
    ])
      await cluster.kubectl(['delete', ...args, '--ignore-not-found']);
    await world?.[Symbol.asyncDispose]();
    await git?.[Symbol.asyncDispose]();
    await registry?.[Symbol.asyncDispose]();
  });

  async function get(kind: string, namespace: string, name: string): Promise<Record<string, never> | undefined> {
    const text = await cluster.kubectl(['get', kind, '-n', namespace, name, '-o', 'json', '--ignore-not-found']);
    return text === '' ? undefined : (JSON.parse(text) as Record<string, never>);
  }

  async function bootstrap(...args: string[]) {
    const result = await world.lounge(['bootstrap', '--json', ...args]);
    return { exitCode: result.exitCode, stdout: result.stdout, ...(JSON.parse(result.stdout) as object) } as {
      readonly exitCode: number;
      readonly stdout: string;
      readonly error?: { readonly code: string; readonly hint: string };
      readonly engines: BootstrapOutput['engines'];
    };
  }

  async function doctor(...args: string[]) {
    const result = await world.lounge(['doctor', '--json', ...args]);
    return { exitCode: result.exitCode, ...result.json(doctorOperation.output) } as {
      readonly exitCode: number;
      readonly findings: readonly { name: string; state: string; detail: string; fix?: string }[];
    };
  }

  const states = (output: { readonly engines: BootstrapOutput['engines'] }) =>
    new Set(output.engines.flatMap(({ objects }) => objects.map(({ state }) => state)));

  describe('is refused before anything is changed', () => {
    const line = async (change: (text: string) => string, act: () => Promise<void>) => {
      const before = await world.read('lounge.yaml');
      await world.write('lounge.yaml', change(before));
      await act().finally(async () => await world.write('lounge.yaml', before));
    };
    const untouched = async () => {
      expect(await get('namespace', '', NAMESPACE)).toBeUndefined();
      expect(await get('appproject', 'argocd', 'lounge-root')).toBeUndefined();
    };

    it.each([
      ['a context that does not exist', /context: .*/, 'context: nowhere', 'CLUSTER_CONTEXT_UNKNOWN'],
      ['Argo CD in another namespace', /argocdNamespace: .*/, 'argocdNamespace: gitops', 'ARGOCD_ELSEWHERE'],
    ])('%s', async (_, from, to, code) => {
      await line(
        (text) => text.replace(from, to),
        async () => expect((await bootstrap()).error?.code).toBe(code),
      );
      await untouched();
    });

    it.each([
      ['no deploy key', () => ({ GIT_SSH_KEY_FILE: '' }), 'GIT_CREDENTIALS_MISSING'],
      ['a file that is no key', () => ({ GIT_SSH_KEY_FILE: git.knownHostsFile }), 'GIT_KEY_INVALID'],
      [
        'a key that the remote does not take',
        () => ({ GIT_SSH_KEY_FILE: join(git.deployKeyFile, '..', 'host-key') }),
        'ARGOCD_REMOTE_UNREADABLE',
      ],
      ['a wrong password of the registry', () => ({ REGISTRY_PASSWORD: 'wrong-password' }), 'REGISTRY_LOGIN'],
    ])('%s', async (_, values, code) => {
      const before = await world.read('.env');
      await writeValues(world, values());
      const refused = await bootstrap().finally(async () => await world.write('.env', before));
      expect(refused.error?.code).toBe(code);
      await untouched();
    });

    it('a wrong known-hosts line', async () => {
      const before = await readFile(git.knownHostsFile, 'utf8');
      await writeFile(git.knownHostsFile, before.replace(/AAAA\S+/, KEY_OF_SOMEBODY));
      const refused = await bootstrap().finally(async () => await writeFile(git.knownHostsFile, before));
      expect(refused.error?.code).toBe('GIT_HOST_KEY_WRONG');
      await untouched();
    });

    it('an identity that may do nothing, with the YAML that grants it', async () => {
      const file = join(world.folder, 'nobody.kubeconfig');
      const token = await writeAccountConfig(cluster, file, 'bootstrap-other', 'nobody');
      await line(
        (text) => text.replace(/kubeconfig: .*/, `kubeconfig: ${file}`),
        async () => {
          const refused = await bootstrap();
          expect(refused.error?.code).toBe('BOOTSTRAP_FORBIDDEN');
          expect(refused.stdout).not.toContain(token);
          await untouched();
          const granting = (refused.error?.hint ?? '').replace(/^.*\n/, '');
          await applyText(cluster, granting);
          const granted = await bootstrap('--dry-run');
          expect(granted.error).toBeUndefined();
          await cluster.kubectl(['delete', 'namespace', NAMESPACE]);
          await cluster.kubectl(['delete', 'clusterrole,clusterrolebinding', 'lounge-demo-bootstrap']);
          await cluster.kubectl(['delete', 'role,rolebinding', '-n', 'argocd', 'lounge-demo-bootstrap']);
        },
      );
      await untouched();
    });
  });

  it('is shown what would be done, and nothing is', async () => {
    const output = await bootstrap('--dry-run');
    expect(states(output)).toEqual(new Set(['created']));
    expect(await get('namespace', '', NAMESPACE)).toBeUndefined();
  });

  it('is printed for somebody else, without a value of a Secret', async () => {
    const { stdout } = await world.lounge(['bootstrap', '--print']);
    expect(stdout).toMatch(/kind: ValidatingAdmissionPolicy\n[\s\S]*kind: Application\n/);
    expect(stdout).not.toContain(Buffer.from(registry.password).toString('base64'));
    expect(stdout).not.toContain('PRIVATE KEY');
  });

  it('becomes a lounge, and stays as it is the second time', async () => {
    const first = await withKnownHosts(cluster, async () => await bootstrap());
    expect(first).toMatchObject({ exitCode: 0 });
    expect(states(first)).toEqual(new Set(['created']));
    expect(await get('application', 'argocd', 'root-app')).toMatchObject({ status: { sync: { status: 'Synced' } } });
    const second = await bootstrap();
    expect(second).toMatchObject({ exitCode: 0 });
    expect(states(second)).toEqual(new Set(['unchanged']));
    const { findings, exitCode } = await doctor();
    expect(findings.filter(({ state }) => state === 'error')).toEqual([]);
    expect(exitCode).toBe(0);
  });

  it.each([
    [
      'a widened project',
      [
        'patch',
        'appproject',
        '-n',
        'argocd',
        'ai-agent-project',
        '--type=merge',
        '-p',
        '{"spec":{"sourceRepos":["*"]}}',
      ],
      'spec.sourceRepos',
    ],
    [
      'a field that we never set',
      [
        'patch',
        'appproject',
        '-n',
        'argocd',
        'ai-agent-project',
        '--type=merge',
        '-p',
        '{"spec":{"sourceNamespaces":["*"]}}',
      ],
      'spec.sourceNamespaces',
    ],
    ['a role that is gone', ['delete', 'role', '-n', NAMESPACE, 'lounge-read'], `Role ${NAMESPACE}/lounge-read`],
    [
      'a weaker pod security level',
      ['label', 'namespace', NAMESPACE, '--overwrite', 'pod-security.kubernetes.io/enforce=privileged'],
      'pod-security',
    ],
    [
      'a changed pull secret',
      [
        'patch',
        'secret',
        '-n',
        NAMESPACE,
        'lounge-registry',
        '--type=merge',
        '-p',
        '{"data":{".dockerconfigjson":"e30="}}',
      ],
      'data..dockerconfigjson is (hidden)',
    ],
  ])('%s is found by doctor, and mended', async (_, args, detail) => {
    await cluster.kubectl(args);
    const { findings, exitCode } = await doctor();
    expect(findings.find(({ name }) => name === 'drift')).toMatchObject({
      state: 'error',
      detail: expect.stringContaining(detail),
      fix: expect.stringContaining('lounge bootstrap'),
    });
    expect(exitCode).toBe(1);
    expect(await bootstrap()).toMatchObject({ exitCode: 0 });
    expect((await doctor()).findings.filter(({ name }) => name === 'drift')).toEqual([]);
  });

  it('gives each role what it needs, and doctor tells when somebody gives more', async () => {
    const least = await doctor('--permissions');
    expect(least.findings.filter(({ state }) => state !== 'ok')).toEqual([]);
    await cluster.kubectl([
      'create',
      'clusterrolebinding',
      'bootstrap-test-too-much',
      '--clusterrole=edit',
      `--serviceaccount=${NAMESPACE}:lounge-qa`,
    ]);
    const more = await doctor('--permissions');
    expect(more.exitCode).toBe(1);
    const told = more.findings.filter(({ state }) => state === 'error').map(({ detail }) => detail);
    expect(told.join('\n')).toMatch(/^qa in /m);
    expect(told.join('\n')).toContain('pods/exec');
    expect(told.join('\n')).not.toMatch(/^(planner|developer) in /m);
    await cluster.kubectl(['delete', 'clusterrolebinding', 'bootstrap-test-too-much']);
  });

  it('gets back what was taken, and nothing else goes', async () => {
    const before = (await get('configmap', 'argocd', KNOWN_HOSTS))?.['data']?.['ssh_known_hosts'];
    expect(before).toContain(git.knownHosts);
    await cluster.kubectl(['create', 'configmap', '-n', NAMESPACE, 'somebodys', '--from-literal=a=b']);
    const removed = await bootstrap('--remove');
    expect(removed).toMatchObject({ exitCode: 0 });
    const kept = removed.engines[0]?.objects.filter(({ state }) => state === 'kept').map(({ object }) => object);
    expect(kept).toEqual([`ServiceAccount ${NAMESPACE}/default`, `Namespace ${NAMESPACE}`]);
    expect(await get('configmap', NAMESPACE, 'somebodys')).toBeDefined();
    expect(await get('secret', NAMESPACE, 'lounge-registry')).toBeUndefined();
    expect(await get('appproject', 'argocd', 'bootstrap-other')).toBeDefined();
    expect(await get('appproject', 'argocd', 'lounge-root')).toBeUndefined();
    expect(await get('application', 'argocd', 'root-app')).toBeUndefined();
    const after = (await get('configmap', 'argocd', KNOWN_HOSTS))?.['data']?.['ssh_known_hosts'];
    expect(after).not.toContain(git.knownHosts);
    const left = await cluster.kubectl([
      'get',
      'validatingadmissionpolicies,roles,rolebindings,secrets,serviceaccounts',
      '-A',
      '-l',
      'lounge.dev/lounge=demo',
      '-o',
      'name',
    ]);
    expect(left).toBe('');
  });
});

function other(kind: string, spec: object): object {
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind,
    metadata: { name: 'bootstrap-other', namespace: 'argocd' },
    spec: { destinations: [{ server: '*', namespace: '*' }], ...spec },
  };
}
