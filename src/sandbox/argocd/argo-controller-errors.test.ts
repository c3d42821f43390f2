import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ArgoBench } from './testing/argo-bench.ts';
import { findKustomize } from './testing/find-kustomize.ts';
import { kustomization, web } from './testing/manifests.ts';

const kustomize = await findKustomize();
if (!kustomize) console.warn('SKIPPED: neither kustomize nor kubectl is on this machine (KUSTOMIZE=<path> names one)');

describe.skipIf(!kustomize)('argo controller: what cannot be done', () => {
  let bench: ArgoBench;
  const until = async (check: () => unknown) => await bench.until(check);
  const synced = async (commit: string, name?: string) => await bench.synced(commit, name);
  beforeEach(async () => {
    bench = await ArgoBench.open(kustomize ?? { command: '', args: [] });
  });
  afterEach(async () => await bench.close());

  test('a broken kustomization is a ComparisonError at the branch, and nothing changes', async () => {
    bench.create('web');
    await synced(await bench.push(web()));
    await bench.push({ 'web/kustomization.yaml': kustomization('deployment.yaml', 'service.yaml', 'nothing.yaml') });
    await until(() => bench.application().status.conditions?.[0]?.type === 'ComparisonError');
    const { status } = bench.application();
    expect(status.conditions?.[0]?.message).toMatch(/^Failed to load target state: .*kustomize build .*nothing\.yaml/s);
    expect(status.conditions?.[0]?.message).not.toContain(bench.root);
    expect(status.sync).toMatchObject({ status: 'Unknown', revision: 'main' });
    expect(status.health?.status).toBe('Healthy');
    await synced(await bench.push({ 'web/kustomization.yaml': kustomization('deployment.yaml', 'service.yaml') }));
    expect(bench.application().status.conditions).toBeUndefined();
  });

  test('symbolic links out of the repository and remote bases are refused', async () => {
    await bench.push({ 'web/kustomization.yaml': 'resources: ["https://example.com/evil.yaml"]\n' });
    bench.create('web');
    await until(() => bench.application().status.conditions?.[0]?.message.includes('remote base'));
    await bench.git('rm', '-q', 'web/kustomization.yaml');
    const { symlink, mkdir } = await import('node:fs/promises');
    await mkdir(`${bench.tree}/web`, { recursive: true });
    await symlink('/etc/passwd', `${bench.tree}/web/secret.yaml`);
    await bench.push({});
    await until(() =>
      bench.application().status.conditions?.[0]?.message.includes('out-of-bounds symlinks. file: web/secret.yaml'),
    );
  });

  test("a kind that the project does not permit fails the sync with Argo CD's words, and is retried", async () => {
    bench.store.create({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'AppProject',
      metadata: { name: 'small', namespace: 'argocd' },
      spec: {
        sourceRepos: ['*'],
        destinations: [{ server: '*', namespace: 'team' }],
        namespaceResourceWhitelist: [{ group: '', kind: 'Service' }],
      },
    });
    await bench.push(web());
    bench.create('web', { project: 'small' });
    await until(() => bench.application().status.operationState?.retryCount === 1);
    const state = bench.application().status.operationState;
    expect(state).toMatchObject({
      phase: 'Running',
      finishedAt: expect.any(String),
      message: expect.stringMatching(
        /^one or more synchronization tasks are not valid: resource apps:Deployment is not permitted in project small\. Retrying attempt #1 at \d{4}-/,
      ),
      syncResult: {
        resources: [
          {
            kind: 'Deployment',
            status: 'SyncFailed',
            message: 'resource apps:Deployment is not permitted in project small',
          },
        ],
      },
    });
    expect(bench.store.get('Service', 'team', 'web')).toBeUndefined();
  });

  test.each([
    ['a missing path', { path: 'nowhere', targetRevision: 'main' }, 'nowhere: app path does not exist'],
    ['a missing branch', { path: 'web', targetRevision: 'trunk' }, "unable to resolve 'trunk' to a commit SHA"],
    ['a path that climbs', { path: '../..', targetRevision: 'main' }, '../..: app path outside root'],
    ['an option for git', { path: 'web', targetRevision: '--upload-pack=x' }, "unable to resolve '--upload-pack=x'"],
  ])('%s is a ComparisonError', async (_, source, message) => {
    await bench.push(web());
    bench.create('web', { source: { repoURL: bench.repoURL, ...source } });
    await until(() => bench.application().status.conditions?.[0]?.message.includes(message));
    expect(bench.application().status.sync).toMatchObject({ status: 'Unknown', revision: source.targetRevision });
  });

  test.each([
    ['a project that does not exist', { project: 'none' }, 'Application referencing project none which does not exist'],
    [
      'another cluster',
      { destination: { server: 'https://elsewhere', namespace: 'team' } },
      'cluster "https://elsewhere" not found',
    ],
    [
      'no path',
      { source: { repoURL: 'http://x/y' } },
      'spec.source.repoURL and either spec.source.path or spec.source.chart are required',
    ],
  ])('%s is an InvalidSpecError', async (_, spec, message) => {
    bench.create('web', spec);
    await until(() => bench.application().status.conditions?.[0]?.message.includes(message));
    expect(bench.application().status).toMatchObject({
      conditions: [{ type: 'InvalidSpecError' }],
      sync: { status: 'Unknown' },
      health: { status: 'Unknown' },
    });
  });

  test('a status full of nonsense is no obstacle', async () => {
    const commit = await bench.push(web());
    bench.create('web');
    await bench.synced(commit);
    const live = bench.application().object;
    const nonsense = {
      conditions: [null, 7],
      history: 'x',
      operationState: { phase: 1 },
      sync: [],
      health: 'x',
      resources: {},
      summary: 1,
    };
    bench.store.update({ ...live, status: nonsense });
    await bench.synced(commit);
    expect(bench.application().object.status).toMatchObject({
      resources: [{ kind: 'Service' }, { kind: 'Deployment' }],
    });
  });
});
