import { fieldsAt, textOf, type Fields } from '../../resources/fields.ts';
import { addQuantities, formatQuantity, parseQuantity, type Quantity } from '../../resources/quantity.ts';
import { qualifiedName, type Resource } from '../../resources/resource.ts';
import type { KubernetesObject, ObjectStore } from '../object-store.ts';
import { forbidden } from '../status-failure.ts';
import type { AdmissionRequest } from './admission.ts';
import { containersWithout, podResource } from './pod-resources.ts';

type Reader = Pick<ObjectStore, 'list'>;
const ONE: Quantity = { nanos: 1_000_000_000n, family: 'decimal' };
const NONE: Quantity = { nanos: 0n, family: 'decimal' };
const COUNTED = new Map([
  ['configmaps', 'ConfigMap'],
  ['persistentvolumeclaims', 'PersistentVolumeClaim'],
  ['pods', 'Pod'],
  ['resourcequotas', 'ResourceQuota'],
  ['secrets', 'Secret'],
  ['services', 'Service'],
]);

/** Refuses what would go over a ResourceQuota of the namespace. Use is counted afresh: nothing can drift. */
export function enforceQuota({ operation, resource, object, store }: AdmissionRequest): void {
  const { namespace, name } = object.metadata;
  if (operation !== 'CREATE' || namespace === undefined) return;
  for (const quota of store.list('ResourceQuota', { namespace })) {
    const exceeded: { name: string; requested: string; used: string; limited: string }[] = [];
    const hard = Object.entries(fieldsAt(quota, 'spec', 'hard'));
    if (resource.kind === 'Pod')
      refuseUnspecified(
        resource,
        object,
        quota.metadata.name,
        hard.map(([key]) => key),
      );
    for (const [key, limit] of hard) {
      const delta = amountOf(object, resource, key);
      const most = parseQuantity(textOf(limit));
      if (delta.nanos === 0n || !most) continue;
      const used = usedOf(store, namespace, key, resource);
      if (used.nanos + delta.nanos <= most.nanos) continue;
      exceeded.push({
        name: key,
        requested: formatQuantity(delta),
        used: formatQuantity(used),
        limited: formatQuantity(most),
      });
    }
    if (exceeded.length === 0) continue;
    const sorted = exceeded.toSorted((left, right) => (left.name < right.name ? -1 : 1));
    const pairs = (what: 'requested' | 'used' | 'limited'): string =>
      sorted.map((item) => `${item.name}=${item[what]}`).join(',');
    throw forbidden(
      resource,
      name,
      `exceeded quota: ${quota.metadata.name}, requested: ${pairs('requested')}, used: ${pairs('used')}, limited: ${pairs('limited')}`,
    );
  }
}

function usedOf(store: Reader, namespace: string, key: string, resource: Resource): Quantity {
  return store
    .list(resource.kind, { namespace })
    .filter((object) => !hasEnded(object))
    .map((object) => amountOf(object, resource, key))
    .reduce(addQuantities, NONE);
}

function hasEnded({ kind, status }: KubernetesObject): boolean {
  const { phase } = fieldsAt({ status }, 'status');
  return kind === 'Pod' && (phase === 'Succeeded' || phase === 'Failed');
}

/** How much of a quota's resource one object takes. */
function amountOf(object: KubernetesObject, resource: Resource, key: string): Quantity {
  if (COUNTED.get(key) === resource.kind || key === `count/${qualifiedName(resource)}`) return ONE;
  const compute = resource.kind === 'Pod' ? computeOf(key) : undefined;
  return compute ? podResource(fieldsAt(object, 'spec'), compute.kind, compute.name) : NONE;
}

function computeOf(key: string): { kind: 'requests' | 'limits'; name: string } | undefined {
  const [, prefix = 'requests.', name] = /^(requests\.|limits\.)?(cpu|memory|ephemeral-storage)$/.exec(key) ?? [];
  return name === undefined ? undefined : { kind: prefix === 'limits.' ? 'limits' : 'requests', name };
}

/** Where a quota counts cpu or memory, every container must say how much it wants. */
function refuseUnspecified(resource: Resource, pod: KubernetesObject, quota: string, keys: readonly string[]): void {
  const spec: Fields = fieldsAt(pod, 'spec');
  const missing = keys.toSorted().flatMap((key) => {
    const compute = computeOf(key);
    const names = compute ? containersWithout(spec, compute.kind, compute.name) : [];
    return names.length === 0 ? [] : [`${key} for: ${names.join(',')}`];
  });
  if (missing.length === 0) return;
  throw forbidden(resource, pod.metadata.name, `failed quota: ${quota}: must specify ${missing.join('; ')}`);
}

/** `status.used` of a quota: for the controller that keeps it. */
export function quotaUse(
  store: Reader,
  quota: KubernetesObject,
  resources: readonly Resource[],
): Record<string, string> {
  const { namespace = '' } = quota.metadata;
  const keys = Object.keys(fieldsAt(quota, 'spec', 'hard'));
  return Object.fromEntries(
    keys.map((key) => {
      const counted = resources.filter((resource) => isCountedBy(resource, key));
      const used = counted.map((resource) => usedOf(store, namespace, key, resource)).reduce(addQuantities, NONE);
      return [key, formatQuantity(used)];
    }),
  );
}

function isCountedBy(resource: Resource, key: string): boolean {
  if (COUNTED.get(key) === resource.kind || key === `count/${qualifiedName(resource)}`) return true;
  return resource.kind === 'Pod' && computeOf(key) !== undefined;
}
