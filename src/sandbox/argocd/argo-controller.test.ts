import { afterEach, beforeEach, describe, expect, test } from 'vitest';
import { ArgoBench } from './testing/argo-bench.ts';
import { findKustomize } from './testing/find-kustomize.ts';
import { deployment, kustomization, web } from './testing/manifests.ts';

const kustomize = await findKustomize();
if (!kustomize) console.warn('SKIPPED: neither kustomize nor kubectl is on this machine (KUSTOMIZE=<path> names one)');

describe.skipIf(!kustomize)('argo controller: desired state', () => {
  let bench: ArgoBench;
  const until = async (check: () => unknown) => await bench.until(check);
  const synced = async (commit: string, name?: string) => await bench.synced(commit, name);
  beforeEach(async () => {
    bench = await ArgoBench.open(kustomize ?? { command: '', args: [] });
  });
  afterEach(async () => await bench.close());

  const image = () => {
    const spec = bench.store.get('Deployment', 'team', 'web')?.spec;
    return (spec as { template: { spec: { containers: { image: string }[] } } } | undefined)?.template.spec
      .containers[0]?.image;
  };

  test('creates, and writes what Argo CD writes', async () => {
    const commit = await bench.push(web());
    bench.create('web');
    await synced(commit);
    const { object, status } = bench.application();
    expect(object).not.toHaveProperty('operation');
    expect(object.status).toMatchObject({
      controllerNamespace: 'argocd',
      sourceType: 'Kustomize',
      sync: { comparedTo: { source: { path: 'web' }, destination: { namespace: 'team' } } },
      history: [{ id: 0, revision: commit, initiatedBy: { automated: true } }],
      summary: { images: ['shop/web:v1'] },
      resources: [
        { kind: 'Service', name: 'web', namespace: 'team', status: 'Synced', version: 'v1' },
        { group: 'apps', kind: 'Deployment', name: 'web', namespace: 'team', status: 'Synced', version: 'v1' },
      ],
      operationState: {
        phase: 'Succeeded',
        message: 'successfully synced (all tasks run)',
        operation: { initiatedBy: { automated: true }, retry: { limit: 5 }, sync: { prune: true, revision: commit } },
        syncResult: {
          revision: commit,
          resources: [
            {
              group: '',
              kind: 'Service',
              message: 'service/web created',
              status: 'Synced',
              hookPhase: 'Running',
              syncPhase: 'Sync',
            },
            { group: 'apps', kind: 'Deployment', message: 'deployment.apps/web created', images: ['shop/web:v1'] },
          ],
        },
      },
    });
    expect(status.conditions).toBeUndefined();
    const first = bench.events.find((event) => event.operation);
    expect(first?.status).not.toHaveProperty('operationState');
    expect(bench.store.get('Deployment', 'team', 'web')?.metadata.annotations).toMatchObject({
      'argocd.argoproj.io/tracking-id': 'web:apps/Deployment:team/web',
    });
  });

  test('a push is synced within half a second; unchanged resources are said so', async () => {
    bench.create('web');
    await synced(await bench.push(web()));
    const commit = await bench.push(web('shop/web:v2'));
    const start = performance.now();
    await until(() => image() === 'shop/web:v2');
    expect(performance.now() - start).toBeLessThan(1500);
    await synced(commit);
    expect(bench.application().status.operationState?.syncResult?.resources).toMatchObject([
      { message: 'service/web unchanged' },
      { message: 'deployment.apps/web configured' },
    ]);
    expect(bench.application().status.history).toHaveLength(2);
    expect(bench.application().object.metadata.annotations).toBeUndefined();
  });

  test('a revert brings the old image back', async () => {
    bench.create('web');
    await synced(await bench.push(web()));
    await synced(await bench.push(web('shop/web:v2')));
    await bench.git('revert', '--no-edit', 'HEAD');
    await bench.git('push', '--quiet', 'origin', 'main');
    await synced(await bench.git('rev-parse', 'HEAD'));
    expect(image()).toBe('shop/web:v1');
  });

  test('fields that leave the manifest leave the object; what others set stays', async () => {
    bench.create('web');
    await synced(
      await bench.push({
        ...web(),
        'web/deployment.yaml': deployment(
          'shop/web:v1',
          '          env: [{ name: A, value: "1" }, { name: B, value: "2" }]',
        ),
      }),
    );
    const live = structuredClone(bench.store.get('Deployment', 'team', 'web'));
    if (live)
      bench.store.update({
        ...live,
        metadata: { ...live.metadata, annotations: { ...live.metadata.annotations, theirs: 'kept' } },
      });
    await synced(
      await bench.push({
        'web/deployment.yaml': deployment('shop/web:v1', '          env: [{ name: B, value: "2" }]'),
      }),
    );
    const after = bench.store.get('Deployment', 'team', 'web');
    expect(JSON.stringify(after?.spec)).toContain('"env":[{"name":"B","value":"2"}]');
    expect(after?.metadata.annotations?.theirs).toBe('kept');
  });

  test('prunes what left the manifests, and not without being told', async () => {
    bench.create('web');
    await synced(await bench.push(web()));
    await synced(
      await bench.push({ 'web/kustomization.yaml': kustomization('deployment.yaml'), 'web/service.yaml': undefined }),
    );
    expect(bench.store.get('Service', 'team', 'web')).toBeUndefined();
    expect(bench.application().status.operationState?.syncResult?.resources).toMatchObject([
      { kind: 'Service', status: 'Pruned', message: 'pruned', hookPhase: 'Succeeded' },
      { kind: 'Deployment', message: 'deployment.apps/web unchanged' },
    ]);
  });

  test('without automation nothing is applied until someone asks, and then pruned only if asked', async () => {
    const commit = await bench.push(web());
    bench.create('web', { syncPolicy: {} });
    await until(() => bench.application().status.sync?.status === 'OutOfSync');
    expect(bench.application().status.health?.status).toBe('Missing');
    const live = structuredClone(bench.store.get('Application', 'argocd', 'web'));
    if (live)
      bench.store.update({ ...live, operation: { initiatedBy: { username: 'someone' }, sync: { revision: commit } } });
    await synced(commit);
    expect(bench.application().status.operationState?.operation.initiatedBy).toEqual({ username: 'someone' });
  });

  test('ignored differences do not count', async () => {
    bench.create('web', {
      ignoreDifferences: [
        {
          group: 'apps',
          kind: 'Deployment',
          jsonPointers: ['/spec/replicas'],
          jqPathExpressions: ['.spec.template.spec.containers[] | select(.name == "web") | .image'],
        },
      ],
    });
    await synced(await bench.push(web()));
    const commit = await bench.push({
      'web/deployment.yaml': deployment('shop/web:v2').replace('replicas: 1', 'replicas: 4'),
    });
    await synced(commit);
    expect(image()).toBe('shop/web:v1');
    expect(bench.application().status.history).toHaveLength(1);
  });
});
