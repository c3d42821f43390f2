import { isMap, isScalar, isSeq, LineCounter, parseAllDocuments, type Document, type Node } from 'yaml';
import { readField, recordOf, textOf } from '../manifest/read-field.ts';

export type FieldPath = readonly (string | number)[];

/** One document of a YAML file, with lines. */
export interface SourceDocument {
  readonly value: unknown;
  readonly kind: string | undefined;
  readonly apiVersion: string | undefined;
  readonly name: string | undefined;
  /** Line (from 1) of the value at `path`, or of its nearest parent that is there. */
  lineOf(path: FieldPath): number;
  /** How many parts of `path` are there. */
  depthOf(path: FieldPath): number;
  /** The text of a scalar as it was written, quotes left out, and whether it was quoted. */
  scalarAt(path: FieldPath): { readonly source: string; readonly isQuoted: boolean } | undefined;
}

export interface SourceYaml {
  readonly documents: readonly SourceDocument[];
  readonly problems: readonly { readonly line: number; readonly message: string }[];
}

const MAX_ALIASES = 100;

/** Every document of a YAML file, and everything that is wrong with it. Never throws. */
export function parseSourceYaml(text: string): SourceYaml {
  const lineCounter = new LineCounter();
  try {
    const parsed = parseAllDocuments(text, { lineCounter, prettyErrors: false, uniqueKeys: true, logLevel: 'silent' });
    const documents: readonly Document.Parsed[] = Array.isArray(parsed) ? parsed : [];
    const problems = documents.flatMap(({ errors }) =>
      errors.map(({ pos, message }) => ({ line: lineCounter.linePos(pos[0]).line, message })),
    );
    return { documents: documents.flatMap((document) => sourceDocument(document, lineCounter)), problems };
  } catch (error) {
    return { documents: [], problems: [{ line: 1, message: error instanceof Error ? error.message : String(error) }] };
  }
}

function sourceDocument(document: Document.Parsed, lineCounter: LineCounter): readonly SourceDocument[] {
  const value: unknown = document.toJS({ maxAliasCount: MAX_ALIASES });
  if (value === null || value === undefined) return [];
  // An alias of its own parent makes endless data; every walk over it would never end.
  JSON.stringify(value);
  const fields = recordOf(value);
  const walk = (path: FieldPath) => walkNodes(document.contents, path);
  return [
    {
      value,
      kind: textOf(fields['kind']),
      apiVersion: textOf(fields['apiVersion']),
      name: textOf(readField(value, ['metadata', 'name'])),
      lineOf: (path) => {
        const node = walk(path).findLast((found) => found.range);
        return lineCounter.linePos(node?.range?.[0] ?? 0).line;
      },
      depthOf: (path) => walk(path).length - 1,
      scalarAt: (path) => {
        const nodes = walk(path);
        const node = nodes.length === path.length + 1 ? nodes.at(-1) : undefined;
        return isScalar(node) ? { source: node.source ?? '', isQuoted: node.type !== 'PLAIN' } : undefined;
      },
    },
  ];
}

/** The nodes on the way of `path`, as far as they are there; a map’s value is shown by its key’s place where that has one. */
function walkNodes(root: Node | null, path: FieldPath): readonly Node[] {
  const nodes: Node[] = root ? [root] : [];
  let current: unknown = root;
  for (const part of path) {
    const next: unknown = isMap(current) || isSeq(current) ? current.get(part, true) : undefined;
    if (next === undefined || next === null) break;
    nodes.push(next as Node);
    current = next;
  }
  return nodes;
}
