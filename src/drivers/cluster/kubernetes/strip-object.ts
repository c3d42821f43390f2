import type { ClusterObject } from '../../../ports/cluster.ts';

const LAST_APPLIED = 'kubectl.kubernetes.io/last-applied-configuration';

/** The object without what only tells who wrote which field; undefined when it is no object of Kubernetes. `defaults` for items of a list, which lack them. */
export function stripObject(
  value: unknown,
  defaults: { readonly apiVersion: string; readonly kind: string },
): ClusterObject | undefined {
  if (!isRecord(value) || !isRecord(value['metadata'])) return undefined;
  const { managedFields: _, annotations, ...metadata } = value['metadata'];
  if (typeof metadata['name'] !== 'string') return undefined;
  const others = isRecord(annotations) ? Object.entries(annotations).filter(([key]) => key !== LAST_APPLIED) : [];
  const kept = others.length === 0 ? {} : { annotations: Object.fromEntries(others) };
  const named = { ...metadata, ...kept, name: metadata['name'] } as ClusterObject['metadata'];
  // One order of fields, so that an item of a list and a watch event of the same version read the same.
  const { apiVersion, kind, metadata: __, ...rest } = value;
  return {
    apiVersion: typeof apiVersion === 'string' ? apiVersion : defaults.apiVersion,
    kind: typeof kind === 'string' ? kind : defaults.kind,
    metadata: named,
    ...rest,
  };
}

/** Text that is equal for two versions that differ in nothing but `resourceVersion`. */
export function contentOf(object: ClusterObject): string {
  const { resourceVersion: _, ...metadata } = object.metadata;
  return JSON.stringify({ ...object, metadata });
}

export function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
