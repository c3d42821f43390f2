import { posix } from 'node:path';
import { flagOf, invalid, type Instruction } from './dockerfile.ts';
import type { ImageSettings } from './image-config.ts';
import { expandText, expandWords, splitWords, type Lookup } from './words.ts';

/** What an instruction that changes only the config needs to know. */
export interface MetadataScope {
  readonly file: string;
  readonly escape: string;
  readonly lookup: Lookup;
  readonly settings: ImageSettings;
  /** Whether this stage has a CMD of its own already. */
  readonly hasOwnCommand: boolean;
}

type Change = Partial<ImageSettings>;

/** The change an instruction makes to the config; undefined for instructions that are not of this kind. */
export function metadataChange(instruction: Instruction, scope: MetadataScope): Change | undefined {
  const { settings, lookup, escape } = scope;
  const words = () => expandWords(instruction.text, lookup, escape);
  const text = () => expandText(instruction.text, lookup, escape);
  switch (instruction.keyword) {
    case 'ENV':
      return { env: merged(settings.env, pairs(instruction, scope)) };
    case 'LABEL':
      return { labels: merged(settings.labels, pairs(instruction, scope)) };
    case 'EXPOSE':
      return {
        ports: [...new Set([...settings.ports, ...words().flatMap((word) => portsOf(word, instruction, scope))])],
      };
    case 'CMD':
      return { command: commandOf(instruction.text, settings.shell) };
    case 'ENTRYPOINT':
      // An entry point makes the command of the base image meaningless, so Docker drops it.
      return {
        entrypoint: commandOf(instruction.text, settings.shell),
        ...(scope.hasOwnCommand ? {} : { command: undefined }),
      };
    case 'USER':
      return { user: text() };
    case 'WORKDIR':
      return { workingDirectory: posix.resolve(settings.workingDirectory, text()) };
    case 'VOLUME':
      return { volumes: [...new Set([...settings.volumes, ...(jsonStrings(instruction.text) ?? words())])] };
    case 'STOPSIGNAL':
      return { stopSignal: signalOf(text(), instruction, scope) };
    case 'SHELL':
      return { shell: shellOf(instruction, scope) };
    case 'HEALTHCHECK':
      return { healthcheck: healthcheckOf(instruction, scope) };
    case 'ONBUILD':
      return { onBuild: [...settings.onBuild, triggerOf(instruction, scope)] };
    case 'MAINTAINER':
      return { author: instruction.text };
    default:
      return undefined;
  }
}

/** `["a", "b"]`, or undefined when the text is not a JSON array of strings. */
export function jsonStrings(text: string): readonly string[] | undefined {
  if (!text.startsWith('[')) return undefined;
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) && value.every((one) => typeof one === 'string') ? value : undefined;
  } catch {
    return undefined;
  }
}

export function commandOf(text: string, shell: readonly string[] | undefined): readonly string[] {
  return jsonStrings(text) ?? [...(shell ?? ['/bin/sh', '-c']), text];
}

/** `name=value …`, or the old form `name value`. All values see the variables as they were before. */
export function pairs(
  instruction: Instruction,
  scope: Pick<MetadataScope, 'file' | 'escape' | 'lookup'>,
): readonly (readonly [string, string])[] {
  const { file, escape, lookup } = scope;
  const parts = splitWords(instruction.text, escape);
  const old = /^([^\s="']+)\s+([^]*)$/.exec(instruction.text);
  if (old && !(parts[0] ?? '').includes('=')) return [[old[1] ?? '', expandText(old[2] ?? '', lookup, escape)]];
  return parts.map((part) => {
    const equals = part.indexOf('=');
    const name = expandText(part.slice(0, Math.max(0, equals)), lookup, escape);
    if (equals < 1 || name === '')
      throw invalid(file, instruction, `${part.slice(0, 60)} is not of the form name=value`);
    return [name, expandText(part.slice(equals + 1), lookup, escape)];
  });
}

function merged(
  known: ReadonlyMap<string, string>,
  added: readonly (readonly [string, string])[],
): ReadonlyMap<string, string> {
  return new Map([...known, ...added]);
}

function portsOf(word: string, instruction: Instruction, scope: MetadataScope): readonly string[] {
  const match = /^(\d{1,5})(?:-(\d{1,5}))?(?:\/(tcp|udp|sctp))?$/i.exec(word);
  const [first, last] = [Number(match?.[1]), Number(match?.[2] ?? match?.[1])];
  if (!match || first < 1 || last > 65_535 || last < first)
    throw invalid(scope.file, instruction, `${word.slice(0, 40)} is not a port`);
  const protocol = (match[3] ?? 'tcp').toLowerCase();
  return Array.from({ length: last - first + 1 }, (_, index) => `${first + index}/${protocol}`);
}

function signalOf(text: string, instruction: Instruction, scope: MetadataScope): string {
  if (/^(?:SIG[A-Z0-9+-]{1,12}|\d{1,2})$/.test(text)) return text;
  throw invalid(scope.file, instruction, `${text.slice(0, 40)} is not a signal`);
}

function shellOf(instruction: Instruction, scope: MetadataScope): readonly string[] {
  const shell = jsonStrings(instruction.text);
  if (shell && shell.length > 0) return shell;
  throw invalid(scope.file, instruction, 'SHELL takes a JSON array of strings');
}

function triggerOf(instruction: Instruction, scope: MetadataScope): string {
  if (!/^(?:ONBUILD|FROM|MAINTAINER)\b/i.test(instruction.text)) return instruction.text;
  throw invalid(scope.file, instruction, `ONBUILD cannot hold ${instruction.text.split(/\s/, 1)[0] ?? ''}`);
}

function healthcheckOf(instruction: Instruction, scope: MetadataScope): Readonly<Record<string, unknown>> {
  const match = /^(NONE|CMD)(?:\s+([^]*))?$/i.exec(instruction.text);
  if (!match) throw invalid(scope.file, instruction, 'HEALTHCHECK takes CMD or NONE');
  if (match[1]?.toUpperCase() === 'NONE') return { Test: ['NONE'] };
  const command = match[2] ?? '';
  const exec = jsonStrings(command);
  const duration = (name: string) => durationOf(flagOf(instruction, name), instruction, scope);
  const retries = flagOf(instruction, 'retries');
  if (retries !== undefined && !/^\d{1,6}$/.test(retries))
    throw invalid(scope.file, instruction, '--retries takes a number');
  const values = {
    Interval: duration('interval'),
    Timeout: duration('timeout'),
    StartPeriod: duration('start-period'),
    StartInterval: duration('start-interval'),
    Retries: retries === undefined ? undefined : Number(retries),
  };
  return { Test: exec ? ['CMD', ...exec] : ['CMD-SHELL', command], ...withoutUndefined(values) };
}

function withoutUndefined(values: Record<string, unknown>): Record<string, unknown> {
  return Object.fromEntries(Object.entries(values).filter(([, value]) => value !== undefined));
}

const NANOSECONDS: ReadonlyMap<string, number> = new Map([
  ['ns', 1],
  ['us', 1e3],
  ['ms', 1e6],
  ['s', 1e9],
  ['m', 60e9],
  ['h', 3600e9],
]);

/** A Go duration in nanoseconds. */
function durationOf(text: string | undefined, instruction: Instruction, scope: MetadataScope): number | undefined {
  if (text === undefined) return undefined;
  const valid = /^(?:\d+(?:\.\d+)?(?:ns|us|ms|s|m|h))+$/.test(text);
  if (!valid) throw invalid(scope.file, instruction, `${text.slice(0, 40)} is not a duration like 30s or 1m30s`);
  const parts = [...text.matchAll(/(\d+(?:\.\d+)?)(ns|us|ms|s|m|h)/g)];
  return Math.round(
    parts.reduce((sum, [, value, unit]) => sum + Number(value) * (NANOSECONDS.get(unit ?? '') ?? 0), 0),
  );
}
