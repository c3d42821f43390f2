import { LoungeError } from '../../domain/errors.ts';
import { environmentFileMessages as messages } from '../../domain/messages/environment-file.ts';
import type { LocalizedText } from '../../domain/messages/localized-text.ts';

export interface EnvironmentValue {
  readonly value: string;
  /** Counts from 1. */
  readonly line: number;
}

export interface EnvironmentFile {
  readonly values: ReadonlyMap<string, EnvironmentValue>;
}

const MAX_CHARACTERS = 256 * 1024;
const ESCAPES: ReadonlyMap<string, string> = new Map([
  ['n', '\n'],
  ['r', '\r'],
  ['t', '\t'],
  ['"', '"'],
  ['\\', '\\'],
  ['$', '$'],
  ['`', '`'],
]);

/**
 * Reads `.env` as data. Nothing is executed or expanded: `$(…)`, backticks and `${…}` are the value itself. Single quotes are
 * literal, double quotes know \n \r \t \" \\ \$ \` and may span lines, `#` after a blank starts a comment. Throws ENV_INVALID.
 */
export function parseEnvironmentFile(text: string): EnvironmentFile {
  if (text.length > MAX_CHARACTERS) throw invalid(1, messages.tooLarge);
  const lines = text.replace(/^\uFEFF/, '').split(/\r?\n/);
  const values = new Map<string, EnvironmentValue>();
  for (let index = 0; index < lines.length;) {
    const line = index + 1;
    const content = (lines[index] ?? '').trim();
    if (content.includes('\0')) throw invalid(line, messages.nullCharacter);
    if (content === '' || content.startsWith('#')) {
      index += 1;
      continue;
    }
    const { name, rest } = splitAssignment(content, line);
    const earlier = values.get(name);
    if (earlier) throw invalid(line, messages.duplicate(name, earlier.line));
    const { value, lineCount } = readValue(rest, lines, index);
    values.set(name, { value, line });
    index += lineCount;
  }
  return { values };
}

function splitAssignment(content: string, line: number): { readonly name: string; readonly rest: string } {
  const assignment = content.replace(/^export[ \t]+/, '');
  const equals = assignment.indexOf('=');
  if (equals < 0) throw invalid(line, messages.noAssignment);
  const name = assignment.slice(0, equals).trim();
  if (!/^[A-Za-z_][A-Za-z0-9_]{0,254}$/.test(name)) throw invalid(line, messages.wrongName);
  return { name, rest: assignment.slice(equals + 1).trimStart() };
}

interface ReadValue {
  readonly value: string;
  readonly lineCount: number;
}

function readValue(rest: string, lines: readonly string[], index: number): ReadValue {
  if (rest.startsWith("'")) return readSingleQuoted(rest, index + 1);
  if (rest.startsWith('"')) return readDoubleQuoted(rest, lines, index);
  const comment = /(^|[ \t])#/.exec(rest);
  return { value: (comment ? rest.slice(0, comment.index) : rest).trim(), lineCount: 1 };
}

function readSingleQuoted(rest: string, line: number): ReadValue {
  const end = rest.indexOf("'", 1);
  if (end < 0) throw invalid(line, messages.unterminated);
  refuseRest(rest.slice(end + 1), line);
  return { value: rest.slice(1, end), lineCount: 1 };
}

function readDoubleQuoted(rest: string, lines: readonly string[], index: number): ReadValue {
  let value = '';
  let current = rest.slice(1);
  for (let lineCount = 1; ; lineCount += 1) {
    const { text, end } = readUntilQuote(current);
    value += text;
    if (end !== undefined) {
      refuseRest(current.slice(end + 1), index + lineCount);
      return { value, lineCount };
    }
    const next = lines[index + lineCount];
    if (next === undefined) throw invalid(index + 1, messages.unterminated);
    if (next.includes('\0')) throw invalid(index + lineCount + 1, messages.nullCharacter);
    value += '\n';
    current = next;
  }
}

/** The text up to a closing quote, escapes resolved; `end` is missing when the line ends first. */
function readUntilQuote(line: string): { readonly text: string; readonly end?: number } {
  const parts: string[] = [];
  for (let index = 0; index < line.length; index += 1) {
    const character = line.charAt(index);
    if (character === '"') return { text: parts.join(''), end: index };
    if (character === '\\' && index + 1 < line.length) {
      index += 1;
      const escaped = line.charAt(index);
      parts.push(ESCAPES.get(escaped) ?? `\\${escaped}`);
    } else {
      parts.push(character);
    }
  }
  return { text: parts.join('') };
}

function refuseRest(rest: string, line: number): void {
  if (!/^[ \t]*(#.*)?$/.test(rest)) throw invalid(line, messages.afterQuote);
}

function invalid(line: number, problem: LocalizedText): LoungeError {
  return new LoungeError('ENV_INVALID', { line, problem });
}
