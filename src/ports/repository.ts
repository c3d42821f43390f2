import type { Actor } from '../domain/actor.ts';

/** State of the local clone. */
export interface RepositoryStatus {
  readonly root: string;
  /** Undefined when HEAD is detached. */
  readonly branch: string | undefined;
  /** Undefined before the first commit. */
  readonly head: string | undefined;
  /** Paths changed, staged or untracked (ignored ones left out). */
  readonly dirty: readonly string[];
  readonly remote: string | undefined;
}

/** A change of one file in a commit that is made without touching the working tree. `content: null` deletes. */
export interface FileChange {
  readonly path: string;
  readonly content: string | null;
}

export interface CommitRequest {
  readonly parent: string;
  readonly changes: readonly FileChange[];
  /** Subject, body and trailers. */
  readonly message: string;
  readonly actor: Actor;
}

export interface CommitInfo {
  readonly commit: string;
  readonly tree: string;
  readonly parents: readonly string[];
  readonly subject: string;
  /** Subject, body and trailers. */
  readonly message: string;
  readonly trailers: Readonly<Record<string, string>>;
  /** Milliseconds since the epoch. */
  readonly committedAt: number;
  readonly author: string;
}

/** Who holds the lease of a service. */
export interface Lease {
  readonly service: string;
  readonly release: string;
  readonly actor: string;
  readonly host: string;
  readonly pid: number;
  /** Tells the process apart from a later one with the same id. */
  readonly processMark: string;
  /** Milliseconds since the epoch. */
  readonly since: number;
  readonly tag: string;
}

/** git, as the guarded path uses it: its own commits are made from objects, never through the user's index. Throws GIT_*. */
export interface Repository {
  status(): Promise<RepositoryStatus>;
  /** Hash of the tree of `commit`, or of one path in it; undefined where the path is not in it. */
  tree(commit: string, path?: string): Promise<string | undefined>;
  resolve(revision: string): Promise<string | undefined>;
  readFile(commit: string, path: string): Promise<string | undefined>;
  /** Contents of many files of a commit at once; those that are not there are left out. */
  readFiles(commit: string, paths: readonly string[]): Promise<ReadonlyMap<string, Uint8Array>>;
  /** Files of a commit below `path`, with size in bytes and mode. */
  listFiles(
    commit: string,
    path?: string,
  ): Promise<readonly { readonly path: string; readonly bytes: number; readonly mode: string }[]>;
  /** Paths that differ between two commits. */
  changedFiles(from: string, to: string): Promise<readonly string[]>;
  /** Unified diff between two commits, bounded to 256 KiB. */
  diff(from: string, to: string, path?: string): Promise<string>;
  /** Runs `use` with a clean checkout of the commit, or of one folder in it, at its place, in a folder that is gone afterwards. */
  withCheckout<T>(
    commit: string,
    use: (folder: string) => Promise<T>,
    options?: { readonly path?: string },
  ): Promise<T>;
  /** Makes the commit object; nothing refers to it until `publish`. The same request gives the same commit. */
  createCommit(request: CommitRequest & { readonly at: number }): Promise<string>;
  /** Stages and commits just these paths of the working tree; for `init` and `new`, never for a release. */
  commitPaths(paths: readonly string[], message: string, actor: Actor): Promise<string>;
  fetch(): Promise<{ readonly remoteHead: string | undefined }>;
  /** The head of the remote when this clone last saw it, without asking the remote; undefined when it never did. */
  lastSeenRemoteHead(): Promise<string | undefined>;
  isAncestor(ancestor: string, descendant: string): Promise<boolean>;
  /** Commits in `from..to`, oldest first, at most `limit`. */
  log(options: {
    readonly from?: string;
    readonly to: string;
    readonly path?: string;
    readonly limit?: number;
  }): Promise<readonly CommitInfo[]>;
  /** Puts the commits of `from` that `onto` lacks on top of `onto`, in a worktree of its own. Throws GIT_CONFLICT. */
  rebase(from: string, onto: string): Promise<string>;
  /** The changes that undo `commit`, as files, judged against `head`. Throws GIT_CONFLICT. */
  revertChanges(commit: string, head: string): Promise<readonly FileChange[]>;
  /**
   * Pushes `commit` to the branch, only if the remote is still at `expected`. `giveBack`: that lease of one's own goes back in the
   * same push, also when the commit came too late. Throws GIT_MOVED, GIT_PUSH_REFUSED.
   */
  publish(
    commit: string,
    expected: string | undefined,
    giveBack?: { readonly service: string; readonly release: string },
  ): Promise<void>;
  /** Deletes the branch on the remote; nothing happens where there is none. */
  deleteRemoteBranch(): Promise<void>;
  /** Moves the local branch and working tree to `commit` when that loses nothing; says whether it did. */
  fastForward(commit: string): Promise<boolean>;
  /** Takes the lease of a service, or tells who holds it. A lease of one's own (same release, same process) is taken anew. */
  takeLease(lease: Lease): Promise<{ readonly taken: true } | { readonly taken: false; readonly holder: Lease }>;
  readLease(service: string): Promise<Lease | undefined>;
  /** Gives the lease back; nothing happens when somebody else holds it. */
  releaseLease(service: string, release: string): Promise<void>;
  /** Takes a lease away from its holder when it is still the one given. */
  breakLease(lease: Lease): Promise<boolean>;
  /** Lets git itself, and so people, log in at the host of `url` by a file of git's `store` helper. In the clone's own settings. */
  useCredentialFile(url: string, file: string): Promise<void>;
  /** Makes a repository of the folder, with this remote, on this branch. */
  initialize(remoteUrl: string | undefined, branch: string): Promise<void>;
}
