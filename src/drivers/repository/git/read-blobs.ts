import type { Git } from './git-command.ts';
import { repositoryPath, revision } from './revision.ts';

/** Contents of many files of a commit by one git process; a path that is not there, or larger than `maxBytes` in all, is left out. */
export async function readBlobs(
  git: Git,
  commit: string,
  paths: readonly string[],
): Promise<ReadonlyMap<string, Uint8Array>> {
  const wanted = paths.filter((path) => !path.includes('\n'));
  if (wanted.length === 0) return new Map();
  const base = revision(commit);
  const input = wanted.map((path) => `${base}:${repositoryPath(path, git.root)}\n`).join('');
  const output = Buffer.from(await git.bytes(['cat-file', '--batch', '--buffer'], { input }));
  return parseBatch(output, wanted);
}

/** `<hash> blob <size>\n<content>\n` for each, or `<name> missing\n`. */
function parseBatch(output: Buffer, paths: readonly string[]): ReadonlyMap<string, Uint8Array> {
  const found = new Map<string, Uint8Array>();
  let offset = 0;
  for (const path of paths) {
    const end = output.indexOf(0x0a, offset);
    if (end < 0) break;
    const head = /^[0-9a-f]+ (\w+) (\d+)$/.exec(output.subarray(offset, end).toString());
    offset = end + 1;
    if (head === null) continue;
    const size = Number(head[2]);
    if (head[1] === 'blob') found.set(path, output.subarray(offset, offset + size));
    offset += size + 1;
  }
  return found;
}
