import type { KubernetesObject } from '../../kubernetes/store/object-store.ts';
import type { Condition } from '../application.ts';
import { keyOf, keyText, servedResource, withTracking } from '../resource-key.ts';

/**
 * The desired objects as they will be applied: in the destination namespace (none for cluster-scoped kinds), carrying
 * the tracking annotation, the last of those that appear twice.
 */
export function prepareTargets(
  objects: readonly KubernetesObject[],
  application: string,
  destinationNamespace: string,
): { readonly targets: KubernetesObject[]; readonly warnings: Condition[] } {
  const byKey = new Map<string, { count: number; object: KubernetesObject }>();
  for (const [index, object] of objects.entries()) {
    const placed = encodeSecret(withTracking(place(object, destinationNamespace), application, destinationNamespace));
    const name = placed.metadata.name || `${placed.metadata.generateName ?? ''}${index}`;
    const key = keyText({ ...keyOf(placed), name });
    byKey.set(key, { count: (byKey.get(key)?.count ?? 0) + 1, object: placed });
  }
  const warnings = [...byKey].flatMap(([key, { count }]) =>
    count > 1
      ? [
          {
            type: 'RepeatedResourceWarning',
            message: `Resource ${key} appeared ${count} times among application resources.`,
          },
        ]
      : [],
  );
  return { targets: [...byKey.values()].map(({ object }) => object), warnings };
}

function place(object: KubernetesObject, destinationNamespace: string): KubernetesObject {
  const namespaced = servedResource(object)?.namespaced ?? true;
  const { namespace, ...metadata } = object.metadata;
  return { ...object, metadata: namespaced ? { ...metadata, namespace: namespace || destinationNamespace } : metadata };
}

/** The API keeps `stringData` as `data`; written so here, the two can be compared. */
function encodeSecret(object: KubernetesObject): KubernetesObject {
  const { stringData, ...rest } = object;
  if (object.kind !== 'Secret' || typeof stringData !== 'object' || stringData === null) return object;
  const encoded = Object.entries(stringData).map(([key, value]) => [
    key,
    Buffer.from(String(value)).toString('base64'),
  ]);
  return { ...rest, data: { ...(object.data as object | undefined), ...Object.fromEntries(encoded) } };
}
