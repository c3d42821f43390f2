import type { Language } from '../../domain/language.ts';
import type { Operation } from '../../operations/define-operation.ts';
import { fieldOptions, type FieldOption } from './field-options.ts';
import { globalRows, table } from './help-table.ts';
import { say } from './messages.ts';

/** Help of one command, with an example. */
export function operationHelp(operation: Operation, language: Language): string {
  const options = fieldOptions(operation);
  const positional = options.filter((option) => isPositional(operation, option));
  const flags = options.filter((option) => !isPositional(operation, option));
  const meaning = (option: FieldOption) => describeField(operation, option, language);
  return [
    operation.summary[language],
    '',
    `${say(language, 'usage')} lounge ${usageOf(operation)} [options]`,
    ...(positional.length === 0
      ? []
      : ['', say(language, 'arguments'), ...table(positional.map((option) => [option.field, meaning(option)]))]),
    '',
    say(language, 'options'),
    ...table([
      ...flags.map((option): [string, string] => [flagText(option), meaning(option)]),
      ...globalRows(language),
    ]),
    '',
    say(language, 'example'),
    ...operation.examples.map((example) => `  ${example}`),
    '',
  ].join('\n');
}

export function usageOf(operation: Operation): string {
  const options = fieldOptions(operation);
  const words = operation.positionals.map((name) => {
    const option = options.find((candidate) => candidate.field === name);
    const word = option?.type === 'list' ? `${name}…` : name;
    return option?.required ? `<${word}>` : `[${word}]`;
  });
  return [operation.name, ...words].join(' ');
}

function describeField(operation: Operation, option: FieldOption, language: Language): string {
  const text = operation.fields[option.field]?.[language] ?? '';
  const hasDefault =
    option.defaultValue !== undefined &&
    option.defaultValue !== '' &&
    option.defaultValue !== false &&
    !(Array.isArray(option.defaultValue) && option.defaultValue.length === 0);
  return hasDefault
    ? `${text} (${say(language, 'default')}: ${JSON.stringify(option.defaultValue).replaceAll('"', '')})`
    : text;
}

function isPositional(operation: Operation, option: FieldOption): boolean {
  return operation.positionals.includes(option.field);
}

function flagText(option: FieldOption): string {
  if (option.type === 'boolean') return option.flag;
  return `${option.flag} <${option.choices.length > 0 ? option.choices.join('|') : option.type === 'number' ? 'n' : 'value'}>`;
}
