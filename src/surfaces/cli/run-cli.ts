import { LoungeError } from '../../domain/errors.ts';
import type { Language } from '../../domain/language.ts';
import type { Context, Progress } from '../../operations/context.ts';
import { findOperation, operations } from '../../operations/index.ts';
import { EXIT } from './exit-codes.ts';
import { readGlobalFlags, type GlobalFlags } from './global-flags.ts';
import { say } from './messages.ts';
import { nearestWord } from '../../domain/nearest-word.ts';
import { printError, type Output } from './print-error.ts';
import { programHelp } from './program-help.ts';

/** What main gives to the command line: the world of one call. */
export interface CliWorld extends Output {
  readonly argv: readonly string[];
  version(): Promise<string>;
  readonly interactive: boolean;
  chooseLanguage(flag: string | undefined, folder: string | undefined): Promise<Language>;
  createContext(options: {
    language: Language;
    folder: string | undefined;
    interactive: boolean;
    progress: (event: Progress) => void;
  }): Promise<Context & { close(): Promise<void> }>;
}

/** One call of `lounge`; resolves to the exit code. */
export async function runCli(world: CliWorld): Promise<number> {
  const flags = readGlobalFlags(world.argv);
  const language = await world.chooseLanguage(flags.lang, flags.folder);
  try {
    const { entry, rest, words } = findOperation(world.argv);
    if (words[0] === 'help' && words.length > 1) return await runCli({ ...world, argv: helpAsFlag(world.argv) });
    if (entry === undefined || flags.version) return await withoutOperation(words, flags, language, world);
    const { callOperation } = await import('./call-operation.ts');
    return await callOperation(entry, rest, flags, language, world);
  } catch (error) {
    return printError(error, flags.json, language, world);
  }
}

/** `help ship` is `ship --help`. */
function helpAsFlag(argv: readonly string[]): string[] {
  return [...argv.toSpliced(argv.indexOf('help'), 1), '--help'];
}

async function withoutOperation(
  words: readonly string[],
  flags: GlobalFlags,
  language: Language,
  world: CliWorld,
): Promise<number> {
  if (flags.version) {
    world.stdout.write(`${await world.version()}\n`);
    return EXIT.good;
  }
  const word = words[0] === 'help' ? undefined : words[0];
  if (word === 'completion') {
    const { completionScript } = await import('./completion.ts');
    world.stdout.write(await completionScript(words[1] ?? 'bash'));
    return EXIT.good;
  }
  const family = operations.filter((entry) => word !== undefined && entry.name.startsWith(`${word} `));
  if (word !== undefined && family.length === 0) throw unknownCommand(word, language);
  world.stdout.write(programHelp(word === undefined ? operations : family, language));
  return EXIT.good;
}

function unknownCommand(word: string, language: Language): LoungeError {
  const names = operations.filter((entry) => !entry.hidden).map((entry) => entry.name);
  const close = nearestWord(word, names);
  const suggestion = close === undefined ? '' : say(language, 'nearest', { name: close });
  return new LoungeError('COMMAND_UNKNOWN', { command: word.slice(0, 80), nearest: suggestion });
}
