import ignore from 'ignore';
import { parseDockerfile } from '../../dockerfile.ts';
import { folderOf, isDockerfilePath } from '../../policy-context.ts';
import { defineRule } from '../../rule.ts';

const PROBES = [
  { path: '.env', pattern: '.env' },
  { path: 'node_modules/a/index.js', pattern: 'node_modules' },
  { path: '.git/config', pattern: '.git' },
];

/** `COPY . …` takes whatever lies in the folder, also what git ignores. */
export const dockerfileIgnore = defineRule({
  id: 'dockerfile-ignore',
  group: 'dockerfile',
  severity: 'error',
  scope: 'file',
  accepts: (path) => isDockerfilePath(path) && path.startsWith('apps/'),
  evaluate: ({ path, text }, context) => {
    const copy = parseDockerfile(text).instructions.find(
      ({ keyword, value, flags }) =>
        (keyword === 'COPY' || keyword === 'ADD') &&
        !flags.some((flag) => flag.startsWith('--from')) &&
        copiesAll(value),
    );
    if (!copy) return [];
    const folder = folderOf(path);
    const ignoreFile =
      [`${path}.dockerignore`, `${folder}/.dockerignore`].find((file) => context.file(file)) ??
      `${folder}/.dockerignore`;
    const matcher = ignore().add(rooted(context.file(ignoreFile)?.text ?? ''));
    return PROBES.filter((probe) => !matcher.ignores(probe.path)).map(({ pattern }) => ({
      place: { file: path, line: copy.line },
      parameters: { path, pattern, ignoreFile },
      key: pattern,
    }));
  },
});

function copiesAll(value: string): boolean {
  const sources = value
    .replaceAll(/[[\]",]/g, ' ')
    .trim()
    .split(/\s+/)
    .filter((part) => !part.startsWith('--'))
    .slice(0, -1);
  return sources.some((source) => source === '.' || source === './' || source === '*');
}

/** A pattern of .dockerignore is anchored at the context, unlike one of .gitignore. */
function rooted(text: string): string {
  return text
    .split(/\r?\n/)
    .map((line) => line.trim())
    .filter((line) => line !== '' && !line.startsWith('#'))
    .map((line) => (line.startsWith('!') ? `!/${line.slice(1).replace(/^\//, '')}` : `/${line.replace(/^\//, '')}`))
    .join('\n');
}
