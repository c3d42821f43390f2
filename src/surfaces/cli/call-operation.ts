import { LoungeError } from '../../domain/errors.ts';
import type { Language } from '../../domain/language.ts';
import type { Operation } from '../../operations/define-operation.ts';
import type { OperationEntry } from '../../operations/index.ts';
import { redact } from '../../platform/redact.ts';
import type { GlobalFlags } from './global-flags.ts';
import { askForMissing } from './ask.ts';
import { EXIT, exitCodeOfOutcome } from './exit-codes.ts';
import { operationHelp } from './help.ts';
import { colourVerdicts, createProgressWriter } from './progress.ts';
import type { CliWorld } from './run-cli.ts';

/** Calls one operation, or shows its help; resolves to the exit code. */
export async function callOperation(
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
