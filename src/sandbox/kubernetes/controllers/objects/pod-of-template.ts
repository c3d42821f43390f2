import type { KubernetesObject } from '../../store/object-store.ts';
import { controllerReference } from './owner-references.ts';
import type { PodTemplate } from './pod.ts';

/** A pod as a controller would create it from its template; the store gives it the ending of its name. */
export function podOfTemplate(owner: KubernetesObject, template: PodTemplate): KubernetesObject {
  const { labels, annotations, finalizers } = template.metadata ?? {};
  return {
    apiVersion: 'v1',
    kind: 'Pod',
    metadata: {
      name: '',
      generateName: `${owner.metadata.name}-`,
      namespace: owner.metadata.namespace ?? '',
      ...(labels ? { labels: { ...labels } } : {}),
      ...(annotations ? { annotations: { ...annotations } } : {}),
      ...(finalizers ? { finalizers: [...finalizers] } : {}),
      ownerReferences: [controllerReference(owner)],
    },
    spec: template.spec,
  };
}
