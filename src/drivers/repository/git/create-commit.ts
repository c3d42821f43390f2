import { createHash } from 'node:crypto';
import { join } from 'node:path';
import { withTemporaryFolder } from '../../../platform/temporary-folder.ts';
import type { CommitRequest, FileChange } from '../../../ports/repository.ts';
import type { Git } from './git-command.ts';
import { identityOf } from './identity.ts';
import { knownCommit, rememberCommit, splitNul } from './read-objects.ts';
import { repositoryPath } from './revision.ts';

/**
 * Makes a commit from objects, through an index of its own: neither the user's index nor a working tree is touched.
 * Same request, same hash: the dates are `at`, and nothing of the user's configuration enters.
 */
export async function createCommit(git: Git, request: CommitRequest & { readonly at: number }): Promise<string> {
  return await git.memory.once(`made ${hashOf(request)}`, async () => await makeCommit(git, request));
}

async function makeCommit(git: Git, request: CommitRequest & { readonly at: number }): Promise<string> {
  const parent = await knownCommit(git, request.parent);
  const { changes } = request;
  const tree = await git.memory.once(`tree ${hashOf({ parent, changes })}`, async () =>
    writeTree(git, parent, changes),
  );
  const { stdout } = await git.run(['commit-tree', tree, '-p', parent, '-F', '-'], {
    input: request.message,
    environment: identityOf(request.actor, request.at),
  });
  const commit = stdout.trim();
  rememberCommit(git, commit, { parent, tree });
  return commit;
}

async function writeTree(git: Git, parent: string, changes: readonly FileChange[]): Promise<string> {
  // Before the index is there: a path that is refused must not leave a git behind that still writes it.
  const lines = await indexLines(git, parent, changes);
  return await withTemporaryIndex(async (index) => {
    const environment = { GIT_INDEX_FILE: index };
    await git.run(['read-tree', parent], { environment });
    if (lines.length > 0) await git.run(['update-index', '-z', '--index-info'], { environment, input: lines.join('') });
    return (await git.run(['write-tree'], { environment })).stdout.trim();
  });
}

function hashOf(value: unknown): string {
  return createHash('sha256').update(JSON.stringify(value)).digest('hex');
}

/** Runs `use` with the path of an index that is gone afterwards. */
export async function withTemporaryIndex<T>(use: (index: string) => Promise<T>): Promise<T> {
  return await withTemporaryFolder(async (folder) => await use(join(folder, 'index')));
}

/** What `update-index --index-info` reads: an executable stays one, everything else becomes a plain file. */
async function indexLines(git: Git, parent: string, changes: readonly FileChange[]): Promise<string[]> {
  if (changes.length === 0) return [];
  const paths = changes.map((change) => repositoryPath(change.path, git.root));
  const [listing, hashes] = await Promise.all([
    git.run(['ls-tree', '-z', '--full-tree', parent, '--', ...paths]),
    Promise.all(
      changes.map(async (change) => (change.content === null ? undefined : await writeBlob(git, change.content))),
    ),
  ]);
  const executable = new Set(
    splitNul(listing.stdout)
      .filter((line) => line.startsWith('100755 '))
      .map((line) => line.slice(line.indexOf('\t') + 1)),
  );
  return paths.map((path, position) => {
    const hash = hashes[position];
    if (hash === undefined) return `0 ${'0'.repeat(40)}\t${path}\0`;
    return `${executable.has(path) ? '100755' : '100644'} ${hash}\t${path}\0`;
  });
}

async function writeBlob(git: Git, content: string): Promise<string> {
  return (await git.run(['hash-object', '-w', '--stdin', '--no-filters'], { input: content })).stdout.trim();
}
