import {
  LineCounter,
  isMap,
  isScalar,
  isSeq,
  parseDocument,
  type Document,
  type Node,
  type Pair,
  type Scalar,
  type YAMLMap,
  type YAMLSeq,
} from 'yaml';
import { configMessages } from '../../domain/messages/config.ts';
import { configError } from '../config/read-yaml.ts';
import { applyEdits, endOfLine, indentOf, lineBreakOf, type TextEdit } from './text-edit.ts';
import { isSafePlain, yamlText } from './yaml-text.ts';

/** The image that an overlay shall run. */
export interface ImageBump {
  /** As in the base manifests. */
  readonly name: string;
  readonly newName: string;
  readonly newTag: string;
  readonly digest: string;
}

const FIELDS = ['newName', 'newTag', 'digest'] as const;

/**
 * Sets name, tag and digest of one image of a kustomization by splicing the text: comments, order, line ends and quoting
 * of everything else stay byte for byte. Adds the entry where it is missing. Throws CONFIG_INVALID.
 */
export function bumpImage(text: string, bump: ImageBump, file = 'kustomization.yaml'): string {
  const lineCounter = new LineCounter();
  const document = parseDocument(text, {
    lineCounter,
    prettyErrors: false,
    logLevel: 'silent',
    keepSourceTokens: true,
  });
  const refuse = (offset: number, problem: string): never => {
    throw configError(file, lineCounter.linePos(offset).line, configMessages.syntax(problem));
  };
  const [error] = document.errors;
  if (error) refuse(error.pos[0], error.message);
  const editor: Editor = { text, bump, refuse };
  return applyEdits(text, editsOf(document, editor));
}

interface Editor {
  readonly text: string;
  readonly bump: ImageBump;
  readonly refuse: (offset: number, problem: string) => never;
}

function editsOf(document: Document.Parsed, editor: Editor): readonly TextEdit[] {
  const root: Node | null = document.contents;
  if (root === null || (isScalar(root) && root.value === null)) return [appendImages(editor, editor.text.length, '')];
  if (!isMap(root)) return editor.refuse(startOf(root), 'a kustomization is a map');
  const pair = root.items.find((item) => keyOf(item) === 'images');
  if (!pair) return [addImages(root, editor)];
  const images = pair.value as Node | null;
  if (isSeq(images)) {
    const entry = images.items.find((item) => isMap(item) && item.get('name') === editor.bump.name);
    return isMap(entry) ? editEntry(entry, editor) : [addEntry(images, editor)];
  }
  if (isScalar(images) && images.value === null) return [fillImages(pair, root, editor)];
  return editor.refuse(startOf(pair.key as Node), 'images must be a list');
}

/** The image is listed: its fields are replaced, and those that are missing put behind the one before. */
function editEntry(entry: YAMLMap, editor: Editor): readonly TextEdit[] {
  const edits: TextEdit[] = [];
  let anchor = entry.items.find((item) => keyOf(item) === 'name');
  let missing: string[] = [];
  const flush = (): void => {
    if (anchor && missing.length > 0) edits.push(addFields(entry, anchor, missing, editor));
    missing = [];
  };
  for (const field of FIELDS) {
    const pair = entry.items.find((item) => keyOf(item) === field);
    if (!pair) {
      missing.push(`${field}: ${fieldText(field, editor.bump)}`);
      continue;
    }
    flush();
    edits.push(replaceValue(pair, editor.bump[field], editor));
    anchor = pair;
  }
  flush();
  return edits;
}

function replaceValue(pair: Pair, value: string, { text, refuse }: Editor): TextEdit {
  const key = pair.key as Node;
  const scalar = pair.value as Scalar | null;
  if (!scalar || (isScalar(scalar) && scalar.value === null && scalar.source === '')) {
    const colon = text.indexOf(':', endOf(key));
    return { start: colon + 1, end: colon + 1, text: ` ${yamlText(value)}` };
  }
  if (
    !isScalar(scalar) ||
    scalar.anchor !== undefined ||
    scalar.tag !== undefined ||
    scalar.type?.startsWith('BLOCK_')
  ) {
    return refuse(startOf(key), 'write the value plainly, without anchors, tags or blocks');
  }
  return { start: startOf(scalar), end: endOf(scalar), text: inStyleOf(scalar, value) };
}

function inStyleOf(scalar: Scalar, value: string): string {
  if (scalar.type === 'QUOTE_SINGLE') return `'${value.replaceAll("'", "''")}'`;
  if (scalar.type === 'QUOTE_DOUBLE' || !isSafePlain(value)) return JSON.stringify(value);
  return value;
}

function addFields(entry: YAMLMap, anchor: Pair, fields: readonly string[], { text, refuse }: Editor): TextEdit {
  const value = (anchor.value ?? anchor.key) as Node;
  if (entry.flow) return insert(endOf(value), fields.map((field) => `, ${field}`).join(''));
  if (isScalar(value) && value.type?.startsWith('BLOCK_')) return refuse(startOf(value), 'write the value on one line');
  const firstKey = entry.items[0]?.key as Node;
  const indent = ' '.repeat(startOf(firstKey) - lineStart(text, startOf(firstKey)));
  return insert(endOfLine(text, endOf(value)), fields.map((field) => `${lineBreakOf(text)}${indent}${field}`).join(''));
}

function addEntry(images: YAMLSeq, { text, bump }: Editor): TextEdit {
  const last = images.items.at(-1) as Node | undefined;
  if (images.flow) {
    const at = last ? endOf(last) : startOf(images) + 1;
    return insert(at, `${last ? ', ' : ''}{ ${entryFields(bump).join(', ')} }`);
  }
  const indent = indentOf(text, startOf(images));
  return insert(endOfLine(text, last ? endOf(last) : endOf(images)), entryText(bump, indent, lineBreakOf(text)));
}

/** `images:` stands there with nothing behind it. */
function fillImages(pair: Pair, root: YAMLMap, { text, bump }: Editor): TextEdit {
  const key = pair.key as Node;
  const colon = text.indexOf(':', endOf(key));
  if (root.flow) {
    const value = pair.value as Node;
    const edit = { start: colon + 1, end: Math.max(colon + 1, endOf(value)) };
    return { ...edit, text: ` [{ ${entryFields(bump).join(', ')} }]` };
  }
  const value = pair.value as Scalar;
  if (value.source !== '' && value.source !== undefined) {
    return { start: startOf(value), end: endOf(value), text: `[{ ${entryFields(bump).join(', ')} }]` };
  }
  return insert(endOfLine(text, colon), entryText(bump, indentOf(text, startOf(key)), lineBreakOf(text)));
}

function addImages(root: YAMLMap, editor: Editor): TextEdit {
  const { text, bump } = editor;
  const last = root.items.at(-1);
  if (root.flow) {
    const value = (last?.value ?? last?.key) as Node | undefined;
    const at = value ? endOf(value) : startOf(root) + 1;
    return insert(at, `${value ? ', ' : ''}images: [{ ${entryFields(bump).join(', ')} }]`);
  }
  const indent = indentOf(text, startOf(root));
  return appendImages(
    editor,
    endOfLine(text, Math.max(...root.items.map((item) => endOf((item.value ?? item.key) as Node)))),
    indent,
  );
}

function appendImages({ text, bump }: Editor, at: number, indent: string): TextEdit {
  const lineBreak = lineBreakOf(text);
  const isFreshLine = at === 0 || (at === text.length && text.endsWith('\n'));
  const block = `${isFreshLine ? '' : lineBreak}${indent}images:${entryText(bump, indent, lineBreak)}`;
  return insert(at, at === text.length ? `${block}${lineBreak}` : block);
}

function entryText(bump: ImageBump, indent: string, lineBreak: string): string {
  const [first, ...rest] = entryFields(bump);
  return [`${indent}- ${first}`, ...rest.map((field) => `${indent}  ${field}`)]
    .map((line) => `${lineBreak}${line}`)
    .join('');
}

function entryFields(bump: ImageBump): readonly string[] {
  return [`name: ${yamlText(bump.name)}`, ...FIELDS.map((field) => `${field}: ${fieldText(field, bump)}`)];
}

/** A new tag is always quoted: a person may later write one of digits only, which kustomize refuses. */
function fieldText(field: (typeof FIELDS)[number], bump: ImageBump): string {
  return field === 'newTag' ? JSON.stringify(bump.newTag) : yamlText(bump[field]);
}

function insert(at: number, text: string): TextEdit {
  return { start: at, end: at, text };
}

function keyOf(pair: Pair): unknown {
  return isScalar(pair.key) ? pair.key.value : undefined;
}

function startOf(node: Node): number {
  return node.range?.[0] ?? 0;
}

function endOf(node: Node): number {
  return node.range?.[1] ?? 0;
}

function lineStart(text: string, offset: number): number {
  return text.lastIndexOf('\n', offset - 1) + 1;
}
