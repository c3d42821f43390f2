import type { RenderedObject } from '../../domain/rendered-object.ts';
import { containersOf, podSpecOf, type Container } from '../manifest/pod-spec.ts';
import { readField, recordOf } from '../manifest/read-field.ts';

/** A container with what holds for it: its own security settings over those of the pod. */
export interface SecuredContainer extends Container {
  /** The container’s own securityContext. */
  readonly own: Readonly<Record<string, unknown>>;
  /** A setting of the container, else of the pod. */
  readonly effective: (field: string) => unknown;
}

export function securedContainers(object: RenderedObject): readonly SecuredContainer[] {
  const pod = recordOf(readField(podSpecOf(object), ['securityContext']));
  return containersOf(object).map((container) => {
    const own = recordOf(container.value['securityContext']);
    return { ...container, own, effective: (field) => own[field] ?? pod[field] };
  });
}
