import { LoungeError } from '../../../domain/errors.ts';
import type { FileChange } from '../../../ports/repository.ts';
import { withWorktree } from './checkout.ts';
import type { Git } from './git-command.ts';
import { gitError } from './git-error.ts';
import { isAncestor, knownCommit, splitNul } from './read-objects.ts';

const REBASE = [
  '-c',
  'rebase.autoStash=false',
  '-c',
  'rebase.autoSquash=false',
  '-c',
  'rebase.updateRefs=false',
  '-c',
  'rerere.enabled=false',
  'rebase',
  '--quiet',
  '--no-verify',
];

/** The commits of `from` that `onto` lacks, on top of `onto`; nothing of the user's moves. Throws GIT_CONFLICT. */
export async function rebase(git: Git, from: string, onto: string): Promise<string> {
  const [tip, base] = await Promise.all([knownCommit(git, from), knownCommit(git, onto)]);
  if (await isAncestor(git, base, tip)) return tip;
  if (await isAncestor(git, tip, base)) return base;
  return await withWorktree(git, tip, async (worktree) => {
    await resultOrConflict(worktree, [...REBASE, base]);
    return await knownCommit(worktree, 'HEAD');
  });
}

/** The files that undo `commit` on top of `head`. Throws GIT_CONFLICT when later commits changed the same lines. */
export async function revertChanges(git: Git, commit: string, head: string): Promise<readonly FileChange[]> {
  const [bad, top] = await Promise.all([knownCommit(git, commit), knownCommit(git, head)]);
  const parents = (await git.run(['rev-parse', `${bad}^@`])).stdout.trim().split('\n');
  const mainline = parents.length > 1 ? ['-m', '1'] : [];
  return await withWorktree(git, top, async (worktree) => {
    await resultOrConflict(worktree, ['-c', 'rerere.enabled=false', 'revert', '--no-commit', ...mainline, bad]);
    const { stdout } = await worktree.run(['diff', '--cached', '--name-only', '--no-renames', '-z', 'HEAD', '--']);
    return await Promise.all(splitNul(stdout).map((path) => stagedChange(worktree, path)));
  });
}

async function stagedChange(worktree: Git, path: string): Promise<FileChange> {
  const { stdout, exitCode } = await worktree.attempt(['cat-file', 'blob', `:0:${path}`]);
  return { path, content: exitCode === 0 ? stdout : null };
}

async function resultOrConflict(worktree: Git, args: readonly string[]): Promise<void> {
  const result = await worktree.attempt(args);
  if (result.exitCode === 0) return;
  const { stdout } = await worktree.run(['diff', '--name-only', '--diff-filter=U', '-z']);
  const files = splitNul(stdout);
  if (files.length === 0) throw gitError(args, result, worktree.root);
  throw new LoungeError('GIT_CONFLICT', { files });
}
