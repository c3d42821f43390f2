import { parseAllDocuments } from 'yaml';
import type { RenderedObject } from '../../domain/rendered-object.ts';

/** The objects of a file of manifests that the engine generated itself. */
export function parseManifests(text: string): readonly RenderedObject[] {
  return parseAllDocuments(text).flatMap((document) => {
    const value = 'toJS' in document ? (document.toJS() as RenderedObject | null) : null;
    return value === null ? [] : [value];
  });
}
