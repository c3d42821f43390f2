import type { Git } from './git-command.ts';
import { knownCommit } from './read-objects.ts';
import { repositoryPath } from './revision.ts';

/** Contents of many files of a commit; a path that is not there, or is too large, is left out. */
export async function readBlobs(
  git: Git,
  commit: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const base = await knownCommit(git, commit);
  const wanted = paths.filter((path) => !path.includes('\n'));
  const found = await Promise.all(
    wanted.map(async (path) => {
      const object = await git.objects.read(`${base}:${repositoryPath(path, git.root)}`);
      return object?.type === 'blob' && object.content !== undefined ? ([[path, object.content]] as const) : [];
    }),
  );
  return new Map(found.flat());
}
