import { LoungeError } from '../../../domain/errors.ts';
import type { Repository } from '../../../ports/repository.ts';
import type { Git } from './git-command.ts';
import { gitError } from './git-error.ts';
import { isFullHash } from './object-memory.ts';
import { isRevision, repositoryPath, revision } from './revision.ts';

const MAX_DIFF_BYTES = 256 * 1024;

type Reading = Pick<Repository, 'resolve' | 'tree' | 'readFile' | 'listFiles' | 'changedFiles' | 'diff' | 'isAncestor'>;

/** Everything that is read from objects: no working tree, no index, no lock. */
export function objectReading(git: Git): Reading {
  return {
    resolve: (text) => resolveCommit(git, text),
    tree: (commit, path) => readTree(git, commit, path),
    readFile: (commit, path) => readFile(git, commit, path),
    listFiles: (commit, path) => listFiles(git, commit, path),
    changedFiles: async (from, to) => {
      const { stdout } = await git.run([
        'diff-tree',
        '-r',
        '-z',
        '--no-renames',
        '--name-only',
        revision(from),
        revision(to),
        '--',
      ]);
      return splitNul(stdout);
    },
    diff: (from, to, path) => readDiff(git, from, to, path),
    isAncestor: (ancestor, descendant) => isAncestor(git, ancestor, descendant),
  };
}

export async function resolveCommit(git: Git, text: string): Promise<string | undefined> {
  if (!isRevision(text)) return undefined;
  return isFullHash(text)
    ? await git.memory.once(`commit ${text}`, async () => (await git.objects.read(`${text}^{commit}`))?.hash)
    : await askForCommit(git, text);
}

async function askForCommit(git: Git, text: string): Promise<string | undefined> {
  const { stdout, exitCode, stderr } = await git.attempt(['rev-parse', '--verify', '--quiet', `${text}^{commit}`]);
  if (exitCode === 0) return stdout.trim();
  if (/not a git repository/i.test(stderr)) throw gitError(['rev-parse'], { stdout, stderr }, git.root);
  return undefined;
}

/** A commit that was just made need not be asked for. */
export function rememberCommit(git: Git, commit: string, { parent, tree }: { parent: string; tree: string }): void {
  git.memory.keep(`commit ${commit}`, commit);
  git.memory.keep(`${commit}^{tree}`, tree);
  git.memory.keep(`parent ${commit}`, parent);
}

/** As `resolveCommit`, but an unknown commit is an error: GIT_REVISION_UNKNOWN. */
export async function knownCommit(git: Git, text: string): Promise<string> {
  const commit = await resolveCommit(git, text);
  if (commit === undefined) throw new LoungeError('GIT_REVISION_UNKNOWN', { revision: text.slice(0, 80) });
  return commit;
}

async function readTree(git: Git, commit: string, path?: string): Promise<string | undefined> {
  const base = await knownCommit(git, commit);
  const name = path === undefined ? `${base}^{tree}` : `${base}:${repositoryPath(path, git.root)}`;
  return await git.memory.once(name, async () => (await git.objects.read(name))?.hash);
}

async function readFile(git: Git, commit: string, path: string): Promise<string | undefined> {
  const base = await knownCommit(git, commit);
  const object = await git.objects.read(`${base}:${repositoryPath(path, git.root)}`);
  if (object?.type !== 'blob') return undefined;
  if (object.content !== undefined) return object.content.toString();
  throw new LoungeError('GIT_FAILED', { command: 'cat-file', problem: `${path} is too large: ${object.size} bytes` });
}

async function listFiles(
  git: Git,
  commit: string,
  path?: string,
): Promise<readonly { path: string; bytes: number; mode: string }[]> {
  const below = path === undefined ? [] : [repositoryPath(path, git.root)];
  const result = await git.attempt(['ls-tree', '-r', '-l', '-z', '--full-tree', revision(commit), '--', ...below]);
  if (result.exitCode !== 0) {
    await knownCommit(git, commit);
    throw gitError(['ls-tree'], result, git.root);
  }
  return splitNul(result.stdout).map(parseTreeLine);
}

/** `100644 blob <hash>     12\t<path>`; a submodule has `-` for its size. */
function parseTreeLine(line: string): { path: string; bytes: number; mode: string } {
  const tab = line.indexOf('\t');
  const [mode = '', , , size = ''] = line.slice(0, tab).split(/ +/);
  return { path: line.slice(tab + 1), bytes: Number.parseInt(size, 10) || 0, mode };
}

async function readDiff(git: Git, from: string, to: string, path?: string): Promise<string> {
  const below = path === undefined ? [] : [repositoryPath(path, git.root)];
  const args = [
    'diff',
    '--no-color',
    '--no-ext-diff',
    '--no-textconv',
    '--no-renames',
    '--unified=3',
    '--src-prefix=a/',
    '--dst-prefix=b/',
    revision(from),
    revision(to),
    '--',
    ...below,
  ];
  const result = await git.attempt(args, { maxBytes: MAX_DIFF_BYTES });
  if (result.stdout.length >= MAX_DIFF_BYTES)
    return `${result.stdout.slice(0, MAX_DIFF_BYTES)}\n… (the rest is left out)\n`;
  if (result.exitCode === 0) return result.stdout;
  await knownCommit(git, from);
  await knownCommit(git, to);
  throw gitError(['diff'], result, git.root);
}

/** A commit that this clone has never seen cannot be an ancestor of one whose history is all here. */
export async function isAncestor(git: Git, ancestor: string, descendant: string): Promise<boolean> {
  const parent = git.memory.known(`parent ${descendant}`);
  if (parent === ancestor) return true;
  if (typeof parent === 'string' && ancestor !== descendant) return await isAncestor(git, ancestor, parent);
  const ask = async () => {
    const { exitCode } = await git.attempt(['merge-base', '--is-ancestor', revision(ancestor), revision(descendant)]);
    return exitCode === 0 ? true : exitCode === 1 ? false : undefined;
  };
  const isKept = isFullHash(ancestor) && isFullHash(descendant);
  const answer = isKept ? await git.memory.once(`${ancestor}..${descendant}`, ask) : await ask();
  if (answer === undefined) await knownCommit(git, descendant);
  return answer ?? false;
}

export function splitNul(text: string): string[] {
  return text.split('\0').filter((part) => part !== '');
}
