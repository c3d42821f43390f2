import { posix } from 'node:path';
import { SourceError } from './source-error.ts';

type RunGit = (
  args: readonly string[],
  input?: string,
) => Promise<{ readonly stdout: string; readonly exitCode: number; readonly stderr: string }>;

const MOST_FILES = 100_000;
const MOST_BYTES = 512 * 1024 * 1024;
const MOST_LINKS = 1000;

/** Throws SourceError where a checkout of the commit would be too large, or a link in it would lead out of it. */
export async function checkTree(git: RunGit, commit: string): Promise<void> {
  const listed = await git(['ls-tree', '-r', '-l', '-z', '--full-tree', commit]);
  if (listed.exitCode !== 0) throw new SourceError(`failed to read commit ${commit}: ${listed.stderr.slice(0, 300)}`);
  const entries = listed.stdout
    .split('\0')
    .filter((line) => line !== '')
    .map(parseEntry);
  if (entries.length > MOST_FILES) throw new SourceError(`the repository holds more than ${MOST_FILES} files`);
  const bytes = entries.reduce((sum, { size }) => sum + size, 0);
  if (bytes > MOST_BYTES) throw new SourceError(`the repository's files are larger than ${MOST_BYTES} bytes`);
  const links = entries.filter(({ mode }) => mode === '120000');
  if (links.length > MOST_LINKS) throw new SourceError(`the repository holds more than ${MOST_LINKS} symbolic links`);
  for (const { path, id } of links) {
    const target = await git(['cat-file', 'blob', id]);
    if (leadsOut(path, target.stdout))
      throw new SourceError(`repository contains out-of-bounds symlinks. file: ${path}`);
  }
}

function parseEntry(line: string): { mode: string; id: string; size: number; path: string } {
  const [facts = '', path = ''] = line.split('\t', 2);
  const [mode = '', , id = '', size = '0'] = facts.split(/ +/);
  return { mode, id, size: Number(size) || 0, path };
}

function leadsOut(path: string, target: string): boolean {
  if (posix.isAbsolute(target)) return true;
  const end = posix.normalize(posix.join(posix.dirname(path), target));
  return end === '..' || end.startsWith('../');
}
