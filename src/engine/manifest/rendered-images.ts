import type { RenderedObject } from '../../domain/rendered-object.ts';
import { containersOf } from './pod-spec.ts';

export interface RenderedImage {
  /** `Kind/name`. */
  readonly object: string;
  readonly container: string;
  readonly role: 'main' | 'init' | 'ephemeral';
  readonly image: string;
}

/** The images of all workloads: Deployments, StatefulSets, Jobs, CronJobs and the like, init containers too. */
export function renderedImages(objects: readonly RenderedObject[]): readonly RenderedImage[] {
  return objects.flatMap((object) =>
    containersOf(object).flatMap(({ name, role, image }) =>
      image === undefined ? [] : [{ object: `${object.kind}/${object.metadata.name}`, container: name, role, image }],
    ),
  );
}
