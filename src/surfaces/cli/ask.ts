import { LoungeError } from '../../domain/errors.ts';
import type { Language } from '../../domain/language.ts';
import type { Operation } from '../../operations/define-operation.ts';
import { readFields } from './arguments.ts';
import { fieldOptions, type FieldOption } from './field-options.ts';

/** The fields given, and on a terminal those that are required and missing, asked for one by one. */
export async function askForMissing(
  operation: Operation,
  rest: readonly string[],
  language: Language,
  interactive: boolean,
): Promise<Record<string, unknown>> {
  if (!interactive) return readFields(operation, rest, language);
  const lenient = { ...operation, input: operation.input.partial() } as Operation;
  const fields = readFields(lenient, rest, language);
  const asked = new Set(operation.asks(fields));
  for (const option of fieldOptions(operation)) {
    const isWanted = option.required || asked.has(option.field);
    if (!isWanted || fields[option.field] !== undefined || option.type === 'list') continue;
    fields[option.field] = await ask(operation, option, language);
  }
  return fields;
}

async function ask(
  operation: Operation,
  { field, choices, defaultValue }: FieldOption,
  language: Language,
): Promise<string> {
  const { isCancel, select, text } = await import('@clack/prompts');
  const message = operation.fields[field]?.[language] ?? field;
  const answer =
    choices.length > 0
      ? await select({ message, options: choices.map((value) => ({ value, label: value })) })
      : await text({ message, ...(typeof defaultValue === 'string' ? { initialValue: defaultValue } : {}) });
  if (isCancel(answer) || answer === undefined) throw new LoungeError('CANCELLED');
  return String(answer);
}
