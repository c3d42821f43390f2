import type { Language } from '../../domain/language.ts';
import { say } from './messages.ts';

/** The flags of every command, for its help. */
export function globalRows(language: Language): [string, string][] {
  return [
    ['--json', say(language, 'optionJson')],
    ['--lang <en|ko>', say(language, 'optionLang')],
    ['-C, --folder <dir>', say(language, 'optionFolder')],
    ['-q, --quiet', say(language, 'optionQuiet')],
    ['-h, --help', say(language, 'optionHelp')],
    ['-V, --version', say(language, 'optionVersion')],
  ];
}

/** Two columns, indented. */
export function table(rows: readonly (readonly [string, string])[]): string[] {
  const width = Math.min(34, Math.max(...rows.map(([left]) => left.length)));
  return rows.map(([left, right]) => `  ${left.padEnd(width)}  ${right}`.trimEnd());
}
