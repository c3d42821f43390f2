import { LoungeError } from '../../domain/errors.ts';
import type { Language } from '../../domain/language.ts';
import type { Context, Progress } from '../../operations/context.ts';
import type { Operation } from '../../operations/define-operation.ts';
import { findOperation, operations, type OperationEntry } from '../../operations/index.ts';
import { redact } from '../../platform/redact.ts';
import { readGlobalFlags, type GlobalFlags } from './arguments.ts';
import { askForMissing } from './ask.ts';
import { completionScript } from './completion.ts';
import { EXIT, exitCodeOfOutcome } from './exit-codes.ts';
import { operationHelp, programHelp } from './help.ts';
import { say } from './messages.ts';
import { nearest } from './nearest.ts';
import { printError, type Output } from './print-error.ts';
import { colourVerdicts, createProgressWriter } from './progress.ts';

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
    const { entry, rest } = findOperation(world.argv);
    if (entry !== undefined) return await callOperation(entry, rest, flags, language, world);
    return await withoutOperation(flags, language, world);
  } catch (error) {
    return printError(error, flags.json, language, world);
  }
}

async function withoutOperation(flags: GlobalFlags, language: Language, world: CliWorld): Promise<number> {
  const words = world.argv.filter((word) => !word.startsWith('-'));
  if (flags.version) {
    world.stdout.write(`${await world.version()}\n`);
    return EXIT.good;
  }
  if (words[0] === 'completion') {
    world.stdout.write(await completionScript(words[1] ?? 'bash'));
    return EXIT.good;
  }
  const loaded = await Promise.all(operations.map((entry) => entry.load()));
  const family = loaded.filter((operation) => words[0] !== undefined && operation.name.startsWith(`${words[0]} `));
  const wanted = words[0] === undefined || words[0] === 'help' || family.length > 0;
  if (wanted) {
    world.stdout.write(programHelp(family.length > 0 ? family : loaded, language));
    return EXIT.good;
  }
  const close = nearest(
    words[0] ?? '',
    operations.map((entry) => entry.name),
  );
  const suggestion = close === undefined ? '' : say(language, 'nearest', { name: close });
  throw new LoungeError('USAGE', {
    problem: say(language, 'unknownCommand', { command: words[0], nearest: suggestion }),
    command: '',
  });
}

async function callOperation(
  entry: OperationEntry,
  rest: readonly string[],
  flags: GlobalFlags,
  language: Language,
  world: CliWorld,
): Promise<number> {
  const operation = await entry.load();
  if (flags.help) {
    world.stdout.write(operationHelp(operation, language));
    return EXIT.good;
  }
  const interactive = world.interactive && !flags.json;
  const fields = await askForMissing(operation, rest, language, interactive);
  const input = parseInput(operation, fields);
  const progress = createProgressWriter(world.stderr, flags.quiet);
  const context = await world.createContext({ language, folder: flags.folder, interactive, progress });
  try {
    const output = await operation.run(context, input);
    printOutput(operation, output, flags.json, language, world);
    return exitCodeOfOutcome(operation.outcome(output as never));
  } finally {
    await context.close();
  }
}

function parseInput(operation: Operation, fields: Record<string, unknown>) {
  const parsed = operation.input.safeParse(fields);
  if (parsed.success) return parsed.data;
  const issue = parsed.error.issues[0];
  const place = issue?.path.join('.') ?? '';
  throw new LoungeError('USAGE', { problem: `${place}: ${issue?.message ?? 'invalid'}`, command: operation.name });
}

function printOutput(operation: Operation, output: unknown, json: boolean, language: Language, world: CliWorld): void {
  if (json) {
    world.stdout.write(`${redact(JSON.stringify(output))}\n`);
    return;
  }
  const colours = world.stdout.isTTY === true && process.env['NO_COLOR'] === undefined;
  for (const line of operation.present(output as never, language)) {
    const text = redact(line);
    world.stdout.write(`${colours ? colourVerdicts(text) : text}\n`);
  }
}
