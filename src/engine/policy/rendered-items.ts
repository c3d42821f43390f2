import type { Place } from '../../domain/finding.ts';
import type { RenderedObject } from '../../domain/rendered-object.ts';
import { parseOverlayFolder, servicePaths } from '../manifest/layout.ts';
import { readField, textOf } from '../manifest/read-field.ts';
import { isKustomizationPath, isYamlPath, type LocatedDocument, type PolicyContext } from './policy-context.ts';
import type { RenderedItem } from './rule.ts';
import type { FieldPath, SourceDocument } from './source-yaml.ts';

/** Every object of every render that succeeded. */
export function renderedItems(context: PolicyContext): readonly RenderedItem[] {
  return context.snapshot.renders.flatMap(({ overlay, result }) =>
    'error' in result
      ? []
      : result.objects.map((object) => ({
          object,
          overlay,
          place: (path = []) => placeOf(object, overlay, path, context),
        })),
  );
}

/** Where a field was written: in the source document that holds most of its path, the overlay before the base. */
function placeOf(object: RenderedObject, overlay: string, path: FieldPath, context: PolicyContext): Place {
  const name = `${object.kind}/${object.metadata.name}`;
  let best: { readonly found: LocatedDocument; readonly path: FieldPath; readonly depth: number } | undefined;
  for (const found of sourcesOf(object, overlay, context)) {
    const own = translate(path, object, found.document);
    const depth = found.document.depthOf(own);
    if (!best || depth > best.depth) best = { found, path: own, depth };
  }
  if (!best) return { file: kustomizationOf(overlay, context), line: 1, object: name };
  return { file: best.found.path, line: best.found.document.lineOf(best.path), object: name };
}

function sourcesOf(object: RenderedObject, overlay: string, context: PolicyContext): readonly LocatedDocument[] {
  const service = parseOverlayFolder(overlay)?.service;
  const folders = service === undefined ? [overlay] : [overlay, servicePaths(service).base];
  const candidates = folders.flatMap((folder) =>
    context
      .below(folder)
      .filter(({ path }) => isYamlPath(path) && !isKustomizationPath(path))
      .flatMap(({ path }) => context.yaml(path).documents.map((document) => ({ path, document })))
      .filter(({ document }) => document.kind === object.kind),
  );
  const exact = candidates.filter(({ document }) => document.name === object.metadata.name);
  if (exact.length > 0) return exact;
  return candidates.filter(
    ({ document }) => document.name !== undefined && object.metadata.name.includes(document.name),
  );
}

/** Items of lists are found by their names: a patch lists only those that it changes. */
function translate(path: FieldPath, object: RenderedObject, document: SourceDocument): FieldPath {
  const translated: (string | number)[] = [];
  for (const [index, part] of path.entries()) {
    const name =
      typeof part === 'number' ? textOf(readField(object, [...path.slice(0, index + 1), 'name'])) : undefined;
    const list = name === undefined ? undefined : readField(document.value, translated);
    const own = Array.isArray(list) ? list.findIndex((item) => readField(item, ['name']) === name) : -1;
    translated.push(own >= 0 ? own : part);
  }
  return translated;
}

function kustomizationOf(overlay: string, context: PolicyContext): string {
  return context.below(overlay).find(({ path }) => isKustomizationPath(path))?.path ?? overlay;
}
