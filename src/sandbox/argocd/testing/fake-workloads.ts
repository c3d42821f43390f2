import type { KubernetesObject, ObjectStore } from '../../kubernetes/store/object-store.ts';

/**
 * The least of Kubernetes that Applications need: Deployments become available with one pod, Jobs complete (or fail,
 * by the label `outcome: fails`; stay, by `outcome: runs`), foreground deletions end.
 */
export function startFakeWorkloads(store: ObjectStore): () => void {
  const later = (act: () => void) => void setTimeout(act, 5);
  const stops = [
    store.watch('Deployment', ({ type, object }) => type !== 'DELETED' && later(() => rollOut(store, object))),
    store.watch('Job', ({ type, object }) => type !== 'DELETED' && later(() => finish(store, object))),
    ...['Deployment', 'Job', 'Service', 'ConfigMap', 'Application'].map((kind) =>
      store.watch(kind, ({ type, object }) => type === 'MODIFIED' && later(() => collect(store, object))),
    ),
  ];
  return () => {
    for (const stop of stops) stop();
  };
}

function rollOut(store: ObjectStore, { metadata }: KubernetesObject): void {
  const live = store.get('Deployment', metadata.namespace, metadata.name);
  if (!live || live.metadata.deletionTimestamp) return;
  const status = live.status as { observedGeneration?: number } | undefined;
  if (status?.observedGeneration === live.metadata.generation) return;
  const { template, replicas = 1 } = live.spec as { template: { spec: unknown }; replicas?: number };
  for (const old of store.list('Pod')) {
    if (old.metadata.ownerReferences?.[0]?.uid === live.metadata.uid)
      store.remove('Pod', old.metadata.namespace, old.metadata.name, { graceSeconds: 0 });
  }
  const owner = { apiVersion: 'apps/v1', kind: 'Deployment', name: metadata.name, uid: live.metadata.uid ?? '' };
  store.create({
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: '',
      generateName: `${metadata.name}-`,
      namespace: metadata.namespace ?? '',
      ownerReferences: [owner],
    },
    spec: template.spec,
  });
  const counts = { replicas, updatedReplicas: replicas, readyReplicas: replicas, availableReplicas: replicas };
  store.updateStatus({ ...live, status: { observedGeneration: live.metadata.generation, ...counts } });
}

function finish(store: ObjectStore, { metadata }: KubernetesObject): void {
  const live = store.get('Job', metadata.namespace, metadata.name);
  const outcome = live?.metadata.labels?.outcome;
  if (!live || outcome === 'runs' || (live.status as { conditions?: unknown } | undefined)?.conditions) return;
  const condition =
    outcome === 'fails' ? { type: 'Failed', message: 'it failed' } : { type: 'Complete', message: 'done' };
  store.updateStatus({ ...live, status: { conditions: [{ ...condition, status: 'True' }] } });
}

function collect(store: ObjectStore, { kind, metadata }: KubernetesObject): void {
  const live = store.get(kind, metadata.namespace, metadata.name);
  const finalizers = live?.metadata.finalizers ?? [];
  if (!live?.metadata.deletionTimestamp || !finalizers.includes('foregroundDeletion')) return;
  const kept = finalizers.filter((item) => item !== 'foregroundDeletion');
  store.update({ ...live, metadata: { ...live.metadata, finalizers: kept } });
}
