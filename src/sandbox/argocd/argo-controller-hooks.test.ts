import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ArgoBench } from './testing/argo-bench.ts';
import { findKustomize } from './testing/find-kustomize.ts';
import { deployment, kustomization } from './testing/manifests.ts';

const kustomize = await findKustomize();
if (!kustomize) console.warn('SKIPPED: neither kustomize nor kubectl is on this machine (KUSTOMIZE=<path> names one)');

const job = (name: string, outcome: string, annotations: string) => `
apiVersion: batch/v1
kind: Job
metadata:
  ${name}
  labels: { outcome: ${outcome} }
  annotations: { ${annotations} }
spec: { template: { spec: { restartPolicy: Never, containers: [{ name: m, image: "shop/web:v1" }] } } }
`;
const map = (name: string, wave: number) => `
apiVersion: v1
kind: ConfigMap
metadata: { name: ${name}, annotations: { argocd.argoproj.io/sync-wave: "${wave}" } }
`;

describe.skipIf(!kustomize)('argo controller: hooks and waves', () => {
  let bench: ArgoBench;
  const state = () => bench.application().status.operationState;
  beforeEach(async () => {
    bench = await ArgoBench.open(kustomize ?? { command: '', args: [] });
  });
  afterEach(async () => await bench.close());

  async function push(files: Record<string, string>): Promise<string> {
    const names = Object.keys(files);
    const entries = Object.entries(files).map(([name, content]) => [`web/${name}`, content]);
    return await bench.push({ 'web/kustomization.yaml': kustomization(...names), ...Object.fromEntries(entries) });
  }

  test('a PreSync job runs first, is run anew for every sync, and its name is made from the commit', async () => {
    const hook = job(
      'generateName: migrate-',
      'completes',
      'argocd.argoproj.io/hook: PreSync, argocd.argoproj.io/hook-delete-policy: HookSucceeded',
    );
    const commit = await bench.push({ 'web/hook.yaml': hook, 'web/deployment.yaml': deployment() });
    bench.create('web');
    await bench.synced(commit);
    expect(state()?.syncResult?.resources).toMatchObject([
      { kind: 'Job', hookType: 'PreSync', hookPhase: 'Succeeded', syncPhase: 'PreSync', status: 'Synced' },
      { kind: 'Deployment', syncPhase: 'Sync', status: 'Synced' },
    ]);
    expect(state()?.syncResult?.resources?.[0]?.name).toMatch(
      new RegExp(`^migrate-${commit.slice(0, 7)}-presync-\\d+$`),
    );
    expect(bench.store.list('Job')).toEqual([]);
  });

  test('a PreSync job that fails keeps everything else away; SyncFail runs', async () => {
    await push({
      'hook.yaml': job('name: migrate', 'fails', 'argocd.argoproj.io/hook: PreSync'),
      'sorry.yaml': job('name: sorry', 'completes', 'argocd.argoproj.io/hook: SyncFail'),
      'deployment.yaml': deployment(),
    });
    bench.create('web', { syncPolicy: { automated: {}, retry: { limit: 0 } } });
    await bench.until(() => state()?.phase === 'Failed');
    expect(state()?.message).toBe('one or more synchronization tasks completed unsuccessfully');
    expect(state()?.syncResult?.resources).toMatchObject([
      { name: 'migrate', hookPhase: 'Failed', message: 'it failed' },
      { name: 'sorry', hookPhase: 'Succeeded' },
    ]);
    expect(bench.store.get('Deployment', 'team', 'web')).toBeUndefined();
    await bench.until(() => bench.application().status.conditions?.[0]?.type === 'SyncError');
  });

  test('waves wait for the health of the one before, and prune in the other direction', async () => {
    const first = job('name: first', 'runs', 'argocd.argoproj.io/sync-wave: "-1"');
    const commit = await push({ 'first.yaml': first, 'b.yaml': map('b', 2), 'a.yaml': map('a', 1) });
    bench.create('web');
    await bench.until(() => state()?.message === 'waiting for healthy state of batch/Job/first');
    expect(bench.store.get('ConfigMap', 'team', 'a')).toBeUndefined();
    const live = structuredClone(bench.store.get('Job', 'team', 'first'));
    if (live) bench.store.updateStatus({ ...live, status: { conditions: [{ type: 'Complete', status: 'True' }] } });
    await bench.synced(commit);
    const times = ['a', 'b'].map((name) =>
      Number(bench.store.get('ConfigMap', 'team', name)?.metadata.resourceVersion),
    );
    expect(times[0]).toBeLessThan(times[1] ?? 0);
    expect(bench.application().object.status).toMatchObject({
      resources: [
        { name: 'a', syncWave: 1 },
        { name: 'b', syncWave: 2 },
        { name: 'first', syncWave: -1 },
      ],
    });
  });

  test('a running operation can be terminated: its hook goes', async () => {
    await push({
      'hook.yaml': job('name: migrate', 'runs', 'argocd.argoproj.io/hook: Sync'),
      'deployment.yaml': deployment(),
    });
    bench.create('web');
    await bench.until(
      () => state()?.message === 'waiting for completion of hook batch/Job/migrate and 1 more resources',
    );
    const live = structuredClone(bench.application().object) as unknown as {
      status: { operationState: { phase: string } };
    };
    live.status.operationState.phase = 'Terminating';
    bench.store.update(live as never);
    await bench.until(() => state()?.phase === 'Failed' && !bench.store.get('Job', 'team', 'migrate'));
    expect(state()?.message).toBe('Operation terminated');
    expect(bench.application().object.operation).toBeUndefined();
  });

  test('hook: Skip is neither applied nor compared', async () => {
    const skipped = deployment().replace(
      '{ name: web }',
      '{ name: web, annotations: { argocd.argoproj.io/hook: Skip } }',
    );
    await push({ 'deployment.yaml': skipped, 'a.yaml': map('a', 0) });
    bench.create('web');
    await bench.until(() => bench.application().status.sync?.status === 'Synced');
    expect(bench.store.get('Deployment', 'team', 'web')).toBeUndefined();
  });

  test("CreateNamespace makes the destination first; a namespace that is missing fails with the API's words", async () => {
    const commit = await push({ 'deployment.yaml': deployment() });
    const destination = { server: 'https://kubernetes.default.svc', namespace: 'fresh' };
    bench.create('web', { destination });
    await bench.until(() => state()?.retryCount === 1);
    expect(state()?.message).toMatch(
      /^one or more objects failed to apply, reason: .*namespaces "fresh" not found.*\. Retrying attempt #1 at /,
    );
    bench.store.remove('Application', 'argocd', 'web');
    bench.create('web', { destination, syncPolicy: { automated: {}, syncOptions: ['CreateNamespace=true'] } });
    await bench.synced(commit);
    expect(bench.store.get('Namespace', undefined, 'fresh')).toBeDefined();
  });
});
