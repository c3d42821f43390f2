import { LoungeError } from '../../../domain/errors.ts';
import type { ExecResult } from '../../../platform/exec.ts';
import { redact } from '../../../platform/redact.ts';

const LONGEST_PROBLEM = 1000;

/** What git said in the C locale, as an error of ours. `args` starts with the subcommand. */
export function gitError(
  args: readonly string[],
  result: Pick<ExecResult, 'stderr' | 'stdout'>,
  folder: string,
): LoungeError {
  const problem = problemOf(result);
  if (/not a git repository/i.test(result.stderr)) return new LoungeError('GIT_NOT_A_REPOSITORY', { folder });
  if (/does not have any commits yet|ambiguous argument 'HEAD'|bad revision 'HEAD'/.test(result.stderr))
    return new LoungeError('GIT_NO_COMMIT');
  if (/\.lock': File exists|Unable to create '.*\.lock'|cannot lock ref/.test(result.stderr))
    return new LoungeError('GIT_LOCKED', { folder, problem }, { retryable: true });
  if (/No space left on device/.test(result.stderr))
    return new LoungeError('DISK_FULL', { path: folder }, { retryable: true });
  return new LoungeError('GIT_FAILED', { command: commandOf(args), problem });
}

const LOGIN =
  /Authentication failed|could not read (Username|Password)|terminal prompts disabled|Permission denied|returned error: (401|403)|invalid credentials|access denied|not authorized/i;

/** What a remote said, or that it said nothing: GIT_LOGIN, GIT_REMOTE_UNREACHABLE, or what `gitError` makes of it. */
export function remoteError(args: readonly string[], result: ExecResult, url: string, folder: string): LoungeError {
  const shown = redact(url);
  const stderr = result.stderr;
  if (/Host key verification failed/.test(stderr)) return new LoungeError('GIT_HOST_KEY_REFUSED', { url: shown });
  if (LOGIN.test(stderr)) return new LoungeError('GIT_LOGIN', { url: shown });
  const lost =
    /unable to access|Could not read from remote repository|does not appear to be a git repository|repository '.*' not found|Connection (refused|reset|timed out)|Could not resolve host|unable to connect|the remote end hung up|early EOF|RPC failed|protocol error/i;
  if (lost.test(stderr))
    return new LoungeError('GIT_REMOTE_UNREACHABLE', { url: shown, problem: problemOf(result) }, { retryable: true });
  return gitError(args, result, folder);
}

/** The lines that a person needs: without progress, hints and prefixes, redacted and bounded. */
export function problemOf(result: Pick<ExecResult, 'stderr' | 'stdout'>): string {
  const lines = plain(result.stderr === '' ? result.stdout : result.stderr)
    .split('\n')
    .filter((line) => line.trim() !== '' && !line.startsWith('hint:'))
    .map((line) => line.replace(/^(fatal|error): /, '').trim());
  return lines.join(' ').slice(0, LONGEST_PROBLEM) || 'it said nothing';
}

/** Redacted, and without the control characters by which a remote could write over a terminal. */
export function plain(text: string): string {
  return redact(text)
    .replaceAll(/\p{Cc}\[[0-9;?]*[A-Za-z]/gu, '')
    .replaceAll(/[^\P{Cc}\n]/gu, ' ');
}

function commandOf(args: readonly string[]): string {
  return args.find((argument) => /^[a-z][a-z-]+$/.test(argument)) ?? 'command';
}
