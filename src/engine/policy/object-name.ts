import type { RenderedObject } from '../../domain/rendered-object.ts';

/** `Kind/name`. */
export function objectName(object: RenderedObject): string {
  return `${object.kind}/${object.metadata.name}`;
}
