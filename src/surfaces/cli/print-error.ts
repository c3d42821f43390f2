import { describeError, LoungeError } from '../../domain/errors.ts';
import type { Language } from '../../domain/language.ts';
import { redact } from '../../platform/redact.ts';
import { EXIT, exitCodeOfError } from './exit-codes.ts';
import { say } from './messages.ts';

export interface Output {
  readonly stdout: { write(text: string): unknown; readonly isTTY?: boolean };
  readonly stderr: { write(text: string): unknown; readonly isTTY?: boolean };
}

/** Prints a failure for people (stderr) or as JSON (stdout) and gives the exit code. A bug is shown with its stack. */
export function printError(error: unknown, json: boolean, language: Language, output: Output): number {
  if (!(error instanceof LoungeError)) {
    const full = diskFull(error);
    return full === undefined ? printBug(error, json, language, output) : printError(full, json, language, output);
  }
  const { message, hint } = describeError(error, language);
  if (json) {
    const body = {
      error: { code: error.code, message: redact(message), hint: redact(hint), retryable: error.retryable },
    };
    output.stdout.write(`${JSON.stringify(body)}\n`);
  } else {
    output.stderr.write(
      `${redact(`${say(language, 'error')} ${error.code}: ${message}\n${say(language, 'hint')}: ${hint}`)}\n`,
    );
  }
  return exitCodeOfError(error.code);
}

/** The one failure of the machine that can come out of any write whatsoever. */
function diskFull(error: unknown): LoungeError | undefined {
  if (!(error instanceof Error)) return undefined;
  const { code, path, dest } = error as NodeJS.ErrnoException & { dest?: string };
  const isFull = code === 'ENOSPC' || code === 'EDQUOT' || error.message.startsWith('database or disk is full');
  return isFull
    ? new LoungeError('DISK_FULL', { path: dest ?? path ?? '–' }, { cause: error, retryable: true })
    : undefined;
}

function printBug(error: unknown, json: boolean, language: Language, output: Output): number {
  const stack = redact(error instanceof Error ? (error.stack ?? error.message) : String(error));
  if (json)
    output.stdout.write(
      `${JSON.stringify({ error: { code: 'BUG', message: stack.split('\n')[0], hint: say(language, 'bug'), retryable: false } })}\n`,
    );
  output.stderr.write(`${stack}\n${say(language, 'bug')}\n`);
  return EXIT.bug;
}
