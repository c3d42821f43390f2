import { realpath } from 'node:fs/promises';
import { withTemporaryFolder } from '../../../platform/temporary-folder.ts';
import { withTemporaryIndex } from './create-commit.ts';
import type { Git } from './git-command.ts';
import { committerIdentity } from './identity.ts';
import { knownCommit } from './read-objects.ts';
import { repositoryPath } from './revision.ts';

/** Bytes exactly as they are in the repository, whatever the user's line-ending settings are. */
const AS_COMMITTED = ['-c', 'core.autocrlf=false', '-c', 'core.eol=lf', '-c', 'core.symlinks=true'];

/** Runs `use` with the files of the commit (below `path`) in a folder that is no repository, and is gone afterwards. */
export async function withCheckout<T>(
  git: Git,
  gitFolder: string,
  request: { readonly commit: string; readonly path?: string | undefined },
  use: (folder: string) => Promise<T>,
): Promise<T> {
  const known = await knownCommit(git, request.commit);
  const path = request.path === undefined ? undefined : repositoryPath(request.path, git.root);
  const wanted = path === undefined ? ['--reset', known] : [`--prefix=${path}/`, `${known}:${path}`];
  return await withTemporaryFolder(async (temporary) => {
    const folder = await realpath(temporary);
    await withTemporaryIndex(async (index) => {
      // A bare repository (that of a hook) has no work tree of its own.
      const environment = { GIT_INDEX_FILE: index, GIT_DIR: gitFolder, GIT_WORK_TREE: folder };
      await git.run([...AS_COMMITTED, 'read-tree', '-u', ...wanted], { environment });
    });
    return await use(folder);
  });
}

/** Runs `use` with git in a detached worktree of the commit; one that a killed process left behind is pruned by the next. */
export async function withWorktree<T>(git: Git, commit: string, use: (run: Git) => Promise<T>): Promise<T> {
  return await withTemporaryFolder(async (temporary) => {
    const folder = `${await realpath(temporary)}/tree`;
    await git.run(['worktree', 'prune']);
    await git.run([...AS_COMMITTED, 'worktree', 'add', '--detach', '--force', '--quiet', '--', folder, commit]);
    try {
      return await use(insideWorktree(git, folder));
    } finally {
      await git.attempt(['worktree', 'remove', '--force', '--', folder]);
    }
  });
}

function insideWorktree(git: Git, folder: string): Git {
  const call = (given: object = {}) => ({ ...given, folder, environment: committerIdentity });
  return {
    ...git,
    root: folder,
    run: (args, given) => git.run([...AS_COMMITTED, ...args], call(given)),
    attempt: (args, given) => git.attempt([...AS_COMMITTED, ...args], call(given)),
  };
}
