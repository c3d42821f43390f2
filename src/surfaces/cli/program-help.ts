import type { Language } from '../../domain/language.ts';
import type { OperationEntry } from '../../operations/index.ts';
import { globalRows, table } from './help-table.ts';
import { say } from './messages.ts';

/** Help of the whole program, or of a family: every command with its one line. Reads no operation. */
export function programHelp(entries: readonly OperationEntry[], language: Language): string {
  const shown = entries.filter((entry) => !entry.hidden);
  return [
    say(language, 'tagline'),
    '',
    `${say(language, 'usage')} lounge <command> [options]`,
    '',
    say(language, 'commands'),
    ...table(shown.map((entry) => [entry.name, entry.summary[language]])),
    '',
    say(language, 'options'),
    ...table(globalRows(language)),
    '',
    say(language, 'moreHelp'),
    say(language, 'exitCodes'),
    say(language, 'completionHint'),
    '',
  ].join('\n');
}
