import { parseArgs } from 'node:util';
import { LoungeError } from '../../domain/errors.ts';
import type { Language } from '../../domain/language.ts';
import type { Operation } from '../../operations/define-operation.ts';
import { fieldOptions, type FieldOption } from './field-options.ts';
import { GLOBAL_OPTIONS } from './global-flags.ts';
import { say } from './messages.ts';

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
      options: { ...own, ...GLOBAL_OPTIONS },
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
