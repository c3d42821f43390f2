import { parseArgs } from 'node:util';
import { LoungeError } from '../../domain/errors.ts';
import type { Language } from '../../domain/language.ts';
import type { Operation } from '../../operations/define-operation.ts';
import { fieldOptions, type FieldOption } from './field-options.ts';
import { say } from './messages.ts';

/** Flags that every command takes. */
export interface GlobalFlags {
  readonly json: boolean;
  readonly help: boolean;
  readonly version: boolean;
  readonly quiet: boolean;
  readonly lang: string | undefined;
  readonly folder: string | undefined;
}

const GLOBAL = {
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
  quiet: { type: 'boolean', short: 'q' },
  lang: { type: 'string' },
  folder: { type: 'string', short: 'C' },
} as const;

/** The flags of every command, wherever they stand; the rest is left for the operation. */
export function readGlobalFlags(argv: readonly string[]): GlobalFlags {
  const { values } = parseArgs({ args: untilDashes(argv), options: GLOBAL, strict: false, allowPositionals: true });
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return {
    json: values.json === true,
    help: values.help === true,
    version: values.version === true,
    quiet: values.quiet === true,
    lang: text(values.lang),
    folder: text(values.folder),
  };
}

function untilDashes(argv: readonly string[]): string[] {
  const end = argv.indexOf('--');
  return argv.slice(0, end < 0 ? argv.length : end);
}

/** What the caller gave for an operation, checked by nothing yet: field → value. Throws USAGE. */
export function readFields(operation: Operation, argv: readonly string[], language: Language): Record<string, unknown> {
  const options = fieldOptions(operation);
  const parsed = parseStrictly(operation, options, argv);
  const input: Record<string, unknown> = {};
  for (const option of options) {
    const value = (parsed.values as Record<string, unknown>)[option.flag.slice(2)];
    if (value !== undefined) input[option.field] = convert(option, value);
  }
  readPositionals(operation, options, parsed.positionals, input, language);
  return input;
}

function parseStrictly(operation: Operation, options: readonly FieldOption[], argv: readonly string[]) {
  const own = Object.fromEntries(
    options.map((option) => [
      option.flag.slice(2),
      {
        type: option.type === 'boolean' ? ('boolean' as const) : ('string' as const),
        multiple: option.type === 'list',
      },
    ]),
  );
  try {
    return parseArgs({
      args: [...argv],
      options: { ...own, ...GLOBAL },
      allowPositionals: true,
      allowNegative: true,
      strict: true,
    });
  } catch (error) {
    const problem = error instanceof Error ? (error.message.split('. ')[0] ?? error.message) : String(error);
    throw new LoungeError('USAGE', { problem, command: operation.name }, { cause: error });
  }
}

function readPositionals(
  operation: Operation,
  options: readonly FieldOption[],
  positionals: readonly string[],
  input: Record<string, unknown>,
  language: Language,
): void {
  let index = 0;
  for (const name of operation.positionals) {
    const option = options.find((candidate) => candidate.field === name);
    if (option?.type === 'list') {
      if (positionals.length > index) input[name] = positionals.slice(index);
      index = positionals.length;
    } else if (positionals[index] !== undefined) {
      input[name] = option ? convert(option, positionals[index]) : positionals[index];
      index += 1;
    } else if (option?.required && input[name] === undefined) {
      throw new LoungeError('USAGE', { problem: say(language, 'missingArgument', { name }), command: operation.name });
    }
  }
  if (positionals.length > index)
    throw new LoungeError('USAGE', { problem: `Unexpected argument '${positionals[index]}'`, command: operation.name });
}

function convert(option: FieldOption, value: unknown): unknown {
  if (option.type !== 'number' || typeof value !== 'string') return value;
  return value.trim() === '' ? Number.NaN : Number(value);
}
