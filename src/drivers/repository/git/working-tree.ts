import { realpath } from 'node:fs/promises';
import type { Actor } from '../../../domain/actor.ts';
import { LoungeError } from '../../../domain/errors.ts';
import type { RepositoryStatus } from '../../../ports/repository.ts';
import type { Git } from './git-command.ts';
import { gitError } from './git-error.ts';
import { identityOf } from './identity.ts';
import { isFullHash } from './object-memory.ts';
import { isAncestor, knownCommit, resolveCommit } from './read-objects.ts';
import { findRemoteUrl } from './remote.ts';
import { branchReference, repositoryPath } from './revision.ts';

/** Throws GIT_NOT_A_REPOSITORY, also for a folder inside of another repository. */
export async function readStatus(git: Git): Promise<RepositoryStatus> {
  const [status, remote] = await Promise.all([
    git.run(['status', '--porcelain=v2', '--branch', '-z', '--untracked-files=all', '--no-renames']),
    findRemoteUrl(git),
  ]);
  const records = status.stdout.split('\0');
  const header = (name: string) =>
    records.find((record) => record.startsWith(`# branch.${name} `))?.slice(`# branch.${name} `.length);
  const head = header('oid');
  if (head !== undefined && isFullHash(head)) git.memory.keep(`commit ${head}`, head);
  const branch = header('head');
  return {
    root: await realpath(git.root),
    branch: branch === '(detached)' ? undefined : branch,
    head: head === '(initial)' ? undefined : head,
    dirty: records.flatMap((record) => dirtyPath(record) ?? []),
    remote,
  };
}

/** `1 XY sub mH mI mW hH hI <path>`, `u XY sub m1 m2 m3 mW h1 h2 h3 <path>`, `? <path>`. */
function dirtyPath(record: string): string | undefined {
  const fields = { '1': 8, u: 10, '?': 1 }[record[0] ?? ''];
  return fields === undefined ? undefined : record.split(' ').slice(fields).join(' ');
}

/** Commits just these paths, whatever else is staged; the head as it is when they hold nothing new. */
export async function commitPaths(
  git: Git,
  paths: readonly string[],
  message: string,
  actor: Actor,
  now: number,
): Promise<string> {
  const input = paths.map((path) => repositoryPath(path, git.root)).join('\0');
  const fromInput = ['--pathspec-from-file=-', '--pathspec-file-nul'];
  await git.run(['add', '--all', ...fromInput], { input });
  const args = [
    'commit',
    '--quiet',
    '--no-verify',
    '--cleanup=whitespace',
    '--only',
    `--message=${message}`,
    ...fromInput,
  ];
  const result = await git.attempt(args, { input, environment: identityOf(actor, now) });
  const nothing = result.exitCode === 1 && /nothing (added )?to commit|no changes added/.test(result.stdout);
  if (result.exitCode !== 0 && !nothing) throw gitError(args, result, git.root);
  const head = await resolveCommit(git, 'HEAD');
  if (head === undefined) throw new LoungeError('GIT_NO_COMMIT');
  return head;
}

/** Moves branch and working tree to `commit` when no commit and no change of the user is lost by it; says whether it did. */
export async function fastForward(git: Git, commit: string, branch: string): Promise<boolean> {
  const target = await knownCommit(git, commit);
  const status = await readStatus(git);
  if (status.branch !== branch || status.head === undefined) return false;
  if (status.head === target) return true;
  if (await isAncestor(git, status.head, target))
    return (await git.attempt(['merge', '--ff-only', '--quiet', '--no-autostash', target])).exitCode === 0;
  if (await isAncestor(git, target, status.head)) return false;
  if (!(await holdsTheSame(git, target, status.head))) return false;
  return (await git.attempt(['reset', '--keep', '--quiet', target])).exitCode === 0;
}

/** Whether every commit of `old` is in `target`, if only as a copy with the same patch: the result of a rebase of ours. */
async function holdsTheSame(git: Git, target: string, old: string): Promise<boolean> {
  const { stdout } = await git.run([
    'rev-list',
    '--cherry-pick',
    '--right-only',
    '--max-count=1',
    `${target}...${old}`,
  ]);
  return stdout.trim() === '';
}

/** Makes a repository of the folder, or takes the one that is there; `origin` becomes `url`. */
export async function initialize(git: Git, url: string | undefined, branch: string): Promise<void> {
  branchReference(branch);
  await git.run(['init', '--quiet', '--template=', `--initial-branch=${branch}`]);
  if (url === undefined) return;
  if (url.startsWith('-'))
    throw new LoungeError('GIT_FAILED', { command: 'remote', problem: 'the url of the remote starts with -' });
  const known = await findRemoteUrl(git);
  if (known !== url)
    await git.run(
      known === undefined ? ['remote', 'add', '--', 'origin', url] : ['remote', 'set-url', '--', 'origin', url],
    );
  git.remoteUrl = undefined;
  await trackOrigin(git, branch);
}

/** So that a plain `git pull` and `git push` by hand work. */
async function trackOrigin(git: Git, branch: string): Promise<void> {
  await git.run(['config', '--local', `branch.${branch}.remote`, 'origin']);
  await git.run(['config', '--local', `branch.${branch}.merge`, `refs/heads/${branch}`]);
}

/** `credential.<origin>.helper` of this clone alone. */
export async function useCredentialFile(git: Git, url: string, file: string): Promise<void> {
  if (!URL.canParse(url) || !/^https?:$/.test(new URL(url).protocol)) return;
  await git.run([
    'config',
    '--local',
    `credential.${new URL(url).origin}.helper`,
    `store --file ${JSON.stringify(file)}`,
  ]);
}
