import type { CommitInfo, Repository } from '../../../ports/repository.ts';
import type { Git } from './git-command.ts';
import { gitError } from './git-error.ts';
import { knownCommit } from './read-objects.ts';
import { repositoryPath, revision } from './revision.ts';

const FIELDS = ['%H', '%T', '%P', '%ct', '%an <%ae>', '%s', '%(trailers:only,unfold)', '%B'];
const DEFAULT_LIMIT = 1000;

/** Commits in `from..to`, oldest first; of more than `limit` the newest. */
export async function readLog(git: Git, options: Parameters<Repository['log']>[0]): Promise<readonly CommitInfo[]> {
  const to = revision(options.to);
  const range = options.from === undefined ? [to] : [to, `^${revision(options.from)}`];
  const below = options.path === undefined ? [] : [repositoryPath(options.path, git.root)];
  const args = [
    'log',
    '--no-show-signature',
    '--no-mailmap',
    '-z',
    `--max-count=${options.limit ?? DEFAULT_LIMIT}`,
    `--format=${FIELDS.join('%x00')}`,
    ...range,
    '--',
    ...below,
  ];
  const result = await git.attempt(args);
  if (result.exitCode !== 0) {
    await knownCommit(git, options.to);
    if (options.from !== undefined) await knownCommit(git, options.from);
    throw gitError(['log'], result, git.root);
  }
  return parseLog(result.stdout).reverse();
}

function parseLog(text: string): CommitInfo[] {
  const parts = text.split('\0');
  const commits: CommitInfo[] = [];
  for (let start = 0; start + FIELDS.length <= parts.length; start += FIELDS.length) {
    const [commit = '', tree = '', parents = '', time = '', author = '', subject = '', trailers = '', message = ''] =
      parts.slice(start, start + FIELDS.length);
    commits.push({
      commit,
      tree,
      parents: parents.split(' ').filter(Boolean),
      subject,
      message,
      trailers: parseTrailers(trailers),
      committedAt: Number(time) * 1000,
      author,
    });
  }
  return commits;
}

/** The last of several trailers of one name stands. */
function parseTrailers(text: string): Record<string, string> {
  const pairs = text.split('\n').flatMap((line): [string, string][] => {
    const colon = line.indexOf(':');
    return colon > 0 ? [[line.slice(0, colon).trim(), line.slice(colon + 1).trim()]] : [];
  });
  return Object.fromEntries(pairs.filter(([name]) => name !== '__proto__'));
}
