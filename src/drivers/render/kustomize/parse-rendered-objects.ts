import { parseAllDocuments } from 'yaml';
import { z } from 'zod';
import type { RenderedObject } from '../../../domain/rendered-object.ts';

const RenderedObjectShape = z.looseObject({
  apiVersion: z.string().min(1),
  kind: z.string().min(1),
  metadata: z.looseObject({
    name: z.string().min(1),
    namespace: z.string().optional(),
    labels: z.record(z.string(), z.string()).optional(),
    annotations: z.record(z.string(), z.string()).optional(),
  }),
});

/** What kustomize printed, as objects; a string says why it is not that. */
export function parseRenderedObjects(text: string): readonly RenderedObject[] | string {
  const documents = parseAllDocuments(text, { prettyErrors: false, logLevel: 'silent' });
  if (!Array.isArray(documents)) return [];
  const objects: RenderedObject[] = [];
  for (const document of documents) {
    const problem = document.errors[0];
    if (problem) return problem.message;
    const value: unknown = document.toJS({ maxAliasCount: 100 });
    if (value === null) continue;
    const parsed = RenderedObjectShape.safeParse(value);
    if (!parsed.success) return z.prettifyError(parsed.error);
    objects.push(parsed.data as RenderedObject);
  }
  return objects;
}
