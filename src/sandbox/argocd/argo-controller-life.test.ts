import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ArgoBench } from './testing/argo-bench.ts';
import { findKustomize } from './testing/find-kustomize.ts';
import { deployment, kustomization, web } from './testing/manifests.ts';

const kustomize = await findKustomize();
if (!kustomize) console.warn('SKIPPED: neither kustomize nor kubectl is on this machine (KUSTOMIZE=<path> names one)');

describe.skipIf(!kustomize)('argo controller: over time', () => {
  let bench: ArgoBench;
  const until = async (check: () => unknown) => await bench.until(check);
  const synced = async (commit: string, name?: string) => await bench.synced(commit, name);
  beforeEach(async () => {
    bench = await ArgoBench.open(kustomize ?? { command: '', args: [] });
  });
  afterEach(async () => await bench.close());

  test('heals a change by hand at once, and with growing pauses after', async () => {
    bench.create('web');
    await synced(await bench.push(web()));
    const scale = (replicas: number) => {
      const live = structuredClone(bench.store.get('Deployment', 'team', 'web'));
      if (live) bench.store.update({ ...live, spec: { ...(live.spec as object), replicas } });
    };
    const replicas = () =>
      (bench.store.get('Deployment', 'team', 'web')?.spec as { replicas?: number } | undefined)?.replicas;
    const start = performance.now();
    scale(3);
    await until(() => replicas() === 1);
    expect(performance.now() - start).toBeLessThan(400);
    await until(() => bench.application().status.operationState?.phase === 'Succeeded');
    expect(bench.application().status.operationState?.operation.sync).toMatchObject({
      autoHealAttemptsCount: 1,
      resources: [{ group: 'apps', kind: 'Deployment', name: 'web' }],
    });
    scale(3);
    await new Promise((resolve) => setTimeout(resolve, 600));
    expect(replicas()).toBe(3);
    await until(() => replicas() === 1);
  });

  test('an Application at rest writes nothing', async () => {
    bench.create('web');
    await synced(await bench.push(web()));
    await new Promise((resolve) => setTimeout(resolve, 300));
    const before = bench.store.resourceVersion;
    await new Promise((resolve) => setTimeout(resolve, 500));
    expect(bench.store.resourceVersion).toBe(before);
  });

  test('a refresh that was asked for is acknowledged', async () => {
    bench.create('web');
    await synced(await bench.push(web()));
    const before = bench.application().object;
    bench.store.update({
      ...before,
      metadata: { ...before.metadata, annotations: { 'argocd.argoproj.io/refresh': 'hard' } },
    });
    await until(() => bench.application().object.metadata.annotations === undefined);
  });

  test('an Application that is deleted with its finalizer takes everything along', async () => {
    bench.create('web', {}, { finalizers: ['resources-finalizer.argocd.argoproj.io'] });
    await synced(await bench.push(web()));
    bench.store.remove('Application', 'argocd', 'web');
    await until(() => !bench.store.get('Application', 'argocd', 'web'));
    expect(bench.store.get('Deployment', 'team', 'web')).toBeUndefined();
    expect(bench.store.get('Service', 'team', 'web')).toBeUndefined();
  });

  test('an Application of Applications', async () => {
    const configMap =
      'apiVersion: v1\nkind: ConfigMap\nmetadata: { name: other }\ndata: { a: "0644", b: 2024-01-01 }\n';
    const child = (name: string, path = name) => `
apiVersion: argoproj.io/v1alpha1
kind: Application
metadata: { name: ${name}, finalizers: [resources-finalizer.argocd.argoproj.io] }
spec:
  project: default
  source: { repoURL: "${bench.repoURL}", path: ${path}, targetRevision: main }
  destination: { server: https://kubernetes.default.svc, namespace: team }
  syncPolicy: { automated: { prune: true, selfHeal: true } }
`;
    const commit = await bench.push({
      ...web(),
      'apps/one/web.yaml': child('web'),
      'apps/notes.md': 'x',
      'apps/skip.yaml': child('skipped'),
    });
    bench.create('root', {
      source: {
        repoURL: bench.repoURL,
        path: 'apps',
        targetRevision: 'main',
        directory: { recurse: true, exclude: 'skip.yaml' },
      },
      destination: { server: 'https://kubernetes.default.svc', namespace: 'argocd' },
    });
    await synced(commit, 'root');
    await synced(commit);
    expect(bench.application('root').object.status).toMatchObject({
      sourceType: 'Directory',
      resources: [{ group: 'argoproj.io', kind: 'Application', name: 'web', namespace: 'argocd', status: 'Synced' }],
    });
    expect(bench.store.get('Application', 'argocd', 'skipped')).toBeUndefined();
    await synced(
      await bench.push({
        'apps/one/web.yaml': undefined,
        'apps/one/keep.yaml': child('other'),
        'other/map.yaml': configMap,
      }),
      'root',
    );
    await until(() => !bench.store.get('Application', 'argocd', 'web'));
    await until(() => !bench.store.get('Deployment', 'team', 'web') && bench.store.get('ConfigMap', 'team', 'other'));
  });

  test('a controller that was stopped in the middle of an operation goes on after its restart', async () => {
    const commit = await bench.push({
      'web/kustomization.yaml': kustomization('deployment.yaml', 'hook.yaml'),
      'web/deployment.yaml': deployment(),
      'web/hook.yaml': `
apiVersion: batch/v1
kind: Job
metadata:
  name: migrate
  labels: { outcome: runs }
  annotations: { argocd.argoproj.io/hook: PreSync }
spec: { template: { spec: { restartPolicy: Never, containers: [{ name: m, image: "shop/web:v1" }] } } }
`,
    });
    bench.create('web');
    await until(
      () => bench.application().status.operationState?.message === 'waiting for completion of hook batch/Job/migrate',
    );
    await bench.stopController();
    const job = structuredClone(bench.store.get('Job', 'team', 'migrate'));
    if (job) bench.store.updateStatus({ ...job, status: { conditions: [{ type: 'Complete', status: 'True' }] } });
    expect(bench.store.get('Deployment', 'team', 'web')).toBeUndefined();
    bench.startController();
    await synced(commit);
    expect(bench.application().status.history).toHaveLength(1);
  });
});
