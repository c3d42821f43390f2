import { LoungeError } from '../../../domain/errors.ts';
import type { Git } from './git-command.ts';
import { plain, problemOf, remoteError } from './git-error.ts';
import { parsePushReport, type PushOutcome } from './parse-push-report.ts';
import { isAncestor, resolveCommit } from './read-objects.ts';

/** URL of the remote, as git would use it; read once. Throws GIT_NO_REMOTE. */
async function remoteUrl(git: Git): Promise<string> {
  const url = git.remoteUrl ?? (await findRemoteUrl(git));
  if (url === undefined) throw new LoungeError('GIT_NO_REMOTE');
  return url;
}

export async function findRemoteUrl(git: Git): Promise<string | undefined> {
  const { stdout, exitCode } = await git.attempt(['config', '--get', `remote.${git.remote}.url`]);
  git.remoteUrl = exitCode === 0 ? stdout.trim() : undefined;
  return git.remoteUrl;
}

/** Fetches one reference into another; false when the remote does not have it. Throws GIT_LOGIN, GIT_REMOTE_UNREACHABLE. */
export async function fetchReference(git: Git, from: string, to: string): Promise<boolean> {
  const url = await remoteUrl(git);
  const args = [
    'fetch',
    '--quiet',
    '--no-tags',
    '--no-write-fetch-head',
    '--no-recurse-submodules',
    '--no-auto-maintenance',
    git.remote,
    `+${from}:${to}`,
  ];
  const result = await git.network(url, args);
  if (result.exitCode === 0) return true;
  if (/couldn't find remote ref/i.test(result.stderr)) {
    await git.attempt(['update-ref', '-d', to]);
    return false;
  }
  throw remoteError(args, result, url, git.root);
}

/** Fetches the branch; undefined while the remote has none. */
export async function fetchBranch(git: Git, branch: string): Promise<string | undefined> {
  const found = await fetchReference(git, `refs/heads/${branch}`, tracking(git, branch));
  return found ? await lastSeen(git, branch) : undefined;
}

/** Where the branch of the remote was when this clone last saw it; undefined when it never did. */
export async function lastSeen(git: Git, branch: string): Promise<string | undefined> {
  return await resolveCommit(git, tracking(git, branch));
}

function tracking(git: Git, branch: string): string {
  return `refs/remotes/${git.remote}/${branch}`;
}

/** One reference of the remote is to become `object` (undefined: is to be deleted), only if it is still at `expected` (undefined: does not exist). */
export interface ReferenceUpdate {
  readonly reference: string;
  readonly object: string | undefined;
  readonly expected: string | undefined;
}

/** Pushes each update for itself, in one connection: one of them may be done and another refused. In the order given. */
export async function pushReferences(git: Git, updates: readonly ReferenceUpdate[]): Promise<readonly PushOutcome[]> {
  const url = await remoteUrl(git);
  const args = [
    'push',
    '--porcelain',
    '--no-verify',
    '--no-follow-tags',
    '--recurse-submodules=no',
    '--no-signed',
    ...updates.map(({ reference, expected = '' }) => `--force-with-lease=${reference}:${expected}`),
    git.remote,
    ...updates.map(({ reference, object = '' }) => `${object}:${reference}`),
  ];
  const result = await git.network(url, args);
  return updates.map(({ reference }) => {
    const outcome = parsePushReport(result.stdout, reference);
    if (outcome === undefined) throw remoteError(args, result, url, git.root);
    return outcome.kind === 'refused' ? { ...outcome, reason: gateMessage(result.stderr) ?? outcome.reason } : outcome;
  });
}

export async function pushReference(git: Git, update: ReferenceUpdate): Promise<PushOutcome> {
  const [outcome] = await pushReferences(git, [update]);
  return outcome as PushOutcome;
}

/** Pushes the commit to the branch, and what goes with it. Throws GIT_MOVED when the commit drops what was expected. */
export async function pushCommit(
  git: Git,
  branch: string,
  { commit, expected }: { readonly commit: string; readonly expected: string | undefined },
  beside: readonly ReferenceUpdate[],
): Promise<readonly PushOutcome[]> {
  // A lease alone would allow to drop what is there: only a descendant of what was expected may follow it.
  if (expected !== undefined && !(await isAncestor(git, expected, commit))) throw moved(branch);
  return await pushReferences(git, [{ reference: `refs/heads/${branch}`, object: commit, expected }, ...beside]);
}

/** Throws GIT_MOVED, GIT_PUSH_REFUSED. */
export function ensurePushed(outcome: PushOutcome | undefined, branch: string): void {
  if (outcome?.kind === 'moved') throw moved(branch);
  if (outcome?.kind === 'refused') throw new LoungeError('GIT_PUSH_REFUSED', { problem: outcome.reason });
}

/** Deletes the branch on the remote, whatever it is at. Throws GIT_PUSH_REFUSED. */
export async function deleteRemoteBranch(git: Git, branch: string): Promise<void> {
  const head = await fetchBranch(git, branch);
  if (head === undefined) return;
  const outcome = await pushReference(git, {
    reference: `refs/heads/${branch}`,
    object: undefined,
    expected: head,
  });
  ensurePushed(outcome, branch);
}

function moved(branch: string): LoungeError {
  return new LoungeError('GIT_MOVED', { branch }, { retryable: true });
}

/** The lines that the gate of the remote wrote for the person who pushes. */
function gateMessage(stderr: string): string | undefined {
  const lines = plain(stderr)
    .split('\n')
    .filter((line) => line.startsWith('remote:'));
  const text = lines
    .map((line) => line.slice('remote:'.length).trim())
    .filter((line) => line !== '')
    .join('\n');
  return text === '' ? undefined : problemOf({ stderr: text, stdout: '' });
}
