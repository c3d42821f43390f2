import { DockerfileParser } from 'dockerfile-ast';
import { LoungeError } from '../../../domain/errors.ts';

/** One instruction, its lines joined as Docker joins them. */
export interface Instruction {
  /** Upper case. */
  readonly keyword: string;
  /** From 1. */
  readonly line: number;
  readonly flags: readonly { readonly name: string; readonly value: string }[];
  /** The arguments after the flags. */
  readonly text: string;
}

export interface Stage {
  readonly from: Instruction;
  readonly name: string | undefined;
  readonly instructions: readonly Instruction[];
}

export interface Dockerfile {
  /** For messages: the path as the request gave it. */
  readonly file: string;
  readonly escape: string;
  /** ARG instructions before the first FROM. */
  readonly globals: readonly Instruction[];
  readonly stages: readonly Stage[];
}

const KEYWORDS = new Set(
  'ADD ARG CMD COPY ENTRYPOINT ENV EXPOSE FROM HEALTHCHECK LABEL MAINTAINER ONBUILD RUN SHELL STOPSIGNAL USER VOLUME WORKDIR'.split(
    ' ',
  ),
);
const FROM = /^(\S+)(?:\s+as\s+([a-z][a-z0-9._-]{0,127}))?$/i;

/** Reads a Dockerfile into stages. Throws DOCKERFILE_INVALID with the line. */
export function parseDockerfile(content: string, file: string): Dockerfile {
  const parsed = DockerfileParser.parse(content.replace(/^\uFEFF/, '').replaceAll('\r\n', '\n'));
  const escape = escapeOf(content);
  const globals: Instruction[] = [];
  const stages: { from: Instruction; name: string | undefined; instructions: Instruction[] }[] = [];
  for (const node of parsed.getInstructions()) {
    const instruction = toInstruction(node as unknown as ParsedInstruction, escape);
    checkInstruction(instruction, file);
    const stage = stages.at(-1);
    if (instruction.keyword === 'FROM')
      stages.push({ from: instruction, name: stageName(instruction, file), instructions: [] });
    else if (stage) stage.instructions.push(instruction);
    else if (instruction.keyword === 'ARG') globals.push(instruction);
    else throw invalid(file, instruction, `${instruction.keyword} stands before the first FROM`);
  }
  if (stages.length === 0) throw new LoungeError('DOCKERFILE_INVALID', { file, line: 1, problem: 'there is no FROM' });
  return { file, escape, globals, stages };
}

/** The part of dockerfile-ast's instructions that is used here; flags exist on some of them only. */
interface ParsedInstruction {
  getKeyword(): string;
  getRange(): { readonly start: { readonly line: number } };
  getRawArgumentsContent(): string | null;
  getFlags?(): readonly { getName(): string; getValue(): string | null }[];
}

function toInstruction(node: ParsedInstruction, escape: string): Instruction {
  const flags = (node.getFlags?.() ?? []).map((flag) => ({ name: flag.getName(), value: flag.getValue() ?? '' }));
  const text = joinLines(node.getRawArgumentsContent() ?? '', escape);
  return { keyword: node.getKeyword().toUpperCase(), line: node.getRange().start.line + 1, flags, text };
}

/** Comment lines and empty lines inside of an instruction are dropped, continuations joined without a space. */
function joinLines(raw: string, escape: string): string {
  if (/<<-?["']?\w/.test(raw) && raw.includes('\n')) return raw;
  const lines = raw.split('\n').filter((line, index) => index === 0 || !/^\s*(?:#|$)/.test(line));
  return lines
    .map((line) => {
      const trimmed = line.trimEnd();
      return trimmed.endsWith(escape) ? trimmed.slice(0, -1) : line;
    })
    .join('')
    .trim();
}

function escapeOf(content: string): string {
  for (const line of content.split('\n')) {
    const directive = /^#\s*([a-z]+)\s*=\s*(\S+)\s*$/i.exec(line);
    if (!directive) return '\\';
    if (directive[1]?.toLowerCase() === 'escape') return directive[2] === '`' ? '`' : '\\';
  }
  return '\\';
}

function checkInstruction(instruction: Instruction, file: string): void {
  if (!KEYWORDS.has(instruction.keyword))
    throw invalid(file, instruction, `there is no instruction ${instruction.keyword.slice(0, 40)}`);
  if (instruction.text === '') throw invalid(file, instruction, `${instruction.keyword} needs an argument`);
}

function stageName(from: Instruction, file: string): string | undefined {
  const match = FROM.exec(from.text);
  if (!match) throw invalid(file, from, 'FROM takes an image, and a stage name after AS');
  return match[2]?.toLowerCase();
}

/** The image part of FROM, variables not yet expanded. */
export function imageOf(from: Instruction): string {
  return FROM.exec(from.text)?.[1] ?? '';
}

export function flagOf(instruction: Instruction, name: string): string | undefined {
  return instruction.flags.find((flag) => flag.name === name)?.value;
}

export function invalid(file: string, instruction: Instruction, problem: string): LoungeError {
  return new LoungeError('DOCKERFILE_INVALID', { file, line: instruction.line, problem });
}

/** What the embedded builder will not pretend to do. */
export function unsupported(file: string, instruction: Instruction, what: string): LoungeError {
  return new LoungeError('BUILD_UNSUPPORTED', { file, line: instruction.line, instruction: what });
}
