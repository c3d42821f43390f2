import { realpathSync } from 'node:fs';
import { resolve } from 'node:path';
import type { Clock } from '../../../ports/clock.ts';
import type { Repository } from '../../../ports/repository.ts';
import { withCheckout } from './checkout.ts';
import { createCommit } from './create-commit.ts';
import { createGit, type Git, type GitOptions } from './git-command.ts';
import { hasMark, markedWrite, mendInterrupted } from './interrupted-write.ts';
import { ownLeases } from './own-leases.ts';
import { readBlobs } from './read-blobs.ts';
import { objectReading } from './read-objects.ts';
import { readLog } from './read-log.ts';
import { rebase, revertChanges } from './rebase.ts';
import { deleteRemoteBranch, fetchBranch, lastSeen } from './remote.ts';
import { withRepositoryLock } from './repository-lock.ts';
import { branchReference } from './revision.ts';
import { commitPaths, fastForward, initialize, readStatus, useCredentialFile } from './working-tree.ts';

export interface GitRepositoryOptions extends GitOptions {
  /** The branch that is released from. */
  readonly branch: string;
  readonly clock: Clock;
}

/** The clone at `root`, by the git of this machine (2.30 or newer). The remote is `origin`. */
export function createGitRepository(options: GitRepositoryOptions): Repository {
  const { branch, clock } = options;
  branchReference(branch);
  const git = createGit({ ...options, root: realRoot(options.root) });
  const folder = gitFolder(git);
  const locked = async <T>(use: (gitFolder: string) => Promise<T>): Promise<T> => {
    const path = await folder();
    return await withRepositoryLock(path, clock, async () => await use(path));
  };
  const written = <T>(target: string, write: () => Promise<T>): Promise<T> =>
    locked(async (path) => await markedWrite(git, path, clock, target, write));
  return {
    ...objectReading(git),
    readFiles: (commit, paths) => readBlobs(git, commit, paths),
    useCredentialFile: (url, file) => useCredentialFile(git, url, file),
    status: async () => {
      const [status, marked] = await Promise.all([readStatus(git), folder().then(hasMark)]);
      if (!marked && status.dirty.length === 0) return status;
      // What another process of ours writes just now, or left half done when it was killed, is not a change of the user's.
      return await locked(async (path) => {
        await mendInterrupted(git, path, clock);
        return await readStatus(git);
      });
    },
    withCheckout: async (commit, use, { path } = {}) => await withCheckout(git, await folder(), { commit, path }, use),
    createCommit: (request) => createCommit(git, request),
    commitPaths: (paths, message, actor) => written('HEAD', () => commitPaths(git, paths, message, actor, clock.now())),
    fetch: async () => ({ remoteHead: await fetchBranch(git, branch) }),
    lastSeenRemoteHead: () => lastSeen(git, branch),
    log: (query) => readLog(git, query),
    rebase: (from, onto) => locked(() => rebase(git, from, onto)),
    revertChanges: (commit, head) => locked(() => revertChanges(git, commit, head)),
    deleteRemoteBranch: () => deleteRemoteBranch(git, branch),
    fastForward: (commit) => written(commit, () => fastForward(git, commit, branch)),
    ...ownLeases(git, branch),
    initialize: (url, name) => initialize(git, url, name),
  };
}

/** Links resolved, as git prints paths; a folder that is not there yet stays as it is. */
function realRoot(root: string): string {
  try {
    return realpathSync(root);
  } catch {
    return resolve(root);
  }
}

/** The folder that all worktrees share, asked for once. */
function gitFolder(git: Git): () => Promise<string> {
  let known: Promise<string> | undefined;
  return async () => {
    known ??= git.run(['rev-parse', '--git-common-dir']).then(({ stdout }) => resolve(git.root, stdout.trim()));
    return await known.catch((error: unknown) => {
      known = undefined;
      throw error;
    });
  };
}
