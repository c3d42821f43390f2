import { LineCounter, parseAllDocuments, visit, isMap, isScalar, type Document, type Node } from 'yaml';
import { LoungeError } from '../../domain/errors.ts';
import type { LocalizedText } from '../../domain/messages/localized-text.ts';
import { configMessages } from '../../domain/messages/config.ts';

/** One YAML document as plain data, with the line (from 1) of everything in it. */
export interface YamlSource {
  readonly value: unknown;
  /** Line of the value at `path`, or of its nearest parent that is there. */
  lineOf(path: readonly PropertyKey[]): number;
  /** Line of a key in the map at `path`. */
  lineOfKey(path: readonly PropertyKey[], key: string): number;
}

/** A settings file larger than this is a mistake. */
const MAX_CHARACTERS = 256 * 1024;
const MAX_ALIASES = 50;

/** Reads one document: duplicate keys, unknown tags and alias bombs are errors. Throws CONFIG_INVALID. */
export function readYaml(text: string, file: string): YamlSource {
  if (text.length > MAX_CHARACTERS) throw configError(file, 1, configMessages.tooLarge);
  const lineCounter = new LineCounter();
  const document = readDocument(text, file, lineCounter);
  const problem = document.errors[0] ?? document.warnings[0];
  if (problem) {
    const text =
      problem.code === 'DUPLICATE_KEY' ? configMessages.duplicateKey : configMessages.syntax(problem.message);
    throw configError(file, lineCounter.linePos(problem.pos[0]).line, text);
  }
  refuseOddKeys(document, file, lineCounter);
  const lineOfNode = (node: unknown): number | undefined => {
    const range = (node as Node | null | undefined)?.range;
    return range ? lineCounter.linePos(range[0]).line : undefined;
  };
  return {
    value: toPlainData(document, file),
    lineOf: (path) => {
      for (let length = path.length; length > 0; length--) {
        const line = lineOfNode(document.getIn(path.slice(0, length), true));
        if (line !== undefined) return line;
      }
      return lineOfNode(document.contents) ?? 1;
    },
    lineOfKey: (path, key) => {
      const map = path.length === 0 ? document.contents : document.getIn(path, true);
      const pair = isMap(map)
        ? map.items.find((item) => isScalar(item.key) && String(item.key.value) === key)
        : undefined;
      return lineOfNode(pair?.key) ?? lineOfNode(map) ?? 1;
    },
  };
}

export function configError(file: string, line: number, problem: LocalizedText): LoungeError {
  return new LoungeError('CONFIG_INVALID', { file, line, problem });
}

function readDocument(text: string, file: string, lineCounter: LineCounter): Document.Parsed {
  try {
    const documents = parseAllDocuments(text, {
      lineCounter,
      prettyErrors: false,
      logLevel: 'silent',
      uniqueKeys: true,
      merge: false,
    });
    const [first, second] = Array.isArray(documents) ? documents : [];
    if (!first) throw configError(file, 1, configMessages.empty);
    if (second) throw configError(file, lineCounter.linePos(second.range[0]).line, configMessages.severalDocuments);
    return first;
  } catch (error) {
    if (error instanceof RangeError) throw configError(file, 1, configMessages.tooDeep);
    throw error;
  }
}

/** Keys that are not text, or that plain objects inherit, would be dropped or misread by what follows. */
function refuseOddKeys(document: Document.Parsed, file: string, lineCounter: LineCounter): void {
  visit(document, {
    Pair: (_, { key }) => {
      if (isScalar(key) && key.value !== '__proto__') return;
      const range = (key as Node | null)?.range;
      throw configError(file, range ? lineCounter.linePos(range[0]).line : 1, configMessages.oddKey);
    },
  });
}

function toPlainData(document: Document.Parsed, file: string): unknown {
  try {
    return document.toJS({ maxAliasCount: MAX_ALIASES }) as unknown;
  } catch (error) {
    if (error instanceof ReferenceError || error instanceof RangeError)
      throw configError(file, 1, configMessages.tooManyAliases);
    throw error;
  }
}
