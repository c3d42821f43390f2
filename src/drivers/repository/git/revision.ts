import { LoungeError } from '../../../domain/errors.ts';

const REVISION = /^[A-Za-z0-9_][A-Za-z0-9_./+-]{0,250}(?:[~^]\d{0,4}){0,8}$/;

/** Whether the text may be given to git as a revision: it cannot be read as an option, a range or a path. */
export function isRevision(text: string): boolean {
  return REVISION.test(text) && !text.includes('..') && !text.includes('//') && !text.endsWith('.lock');
}

/** The revision itself; throws GIT_REVISION_UNKNOWN when it cannot be one. */
export function revision(text: string): string {
  if (isRevision(text)) return text;
  throw new LoungeError('GIT_REVISION_UNKNOWN', { revision: text.slice(0, 80) });
}

/** The path inside the repository; throws PATH_OUTSIDE for what leaves it, or leads into `.git`. */
export function repositoryPath(path: string, root: string): string {
  const parts = path.split('/');
  const bad = parts.some((part) => part === '' || part === '.' || part === '..' || /^\.git$/i.test(part));
  if (bad || path.length > 1024 || /[\p{Cc}\\]/u.test(path))
    throw new LoungeError('PATH_OUTSIDE', { path: path.slice(0, 200), root });
  return path;
}

/** `refs/heads/<branch>`; throws GIT_REVISION_UNKNOWN for a name that git would not take. */
export function branchReference(branch: string): string {
  if (!isRevision(branch) || /[~^]/.test(branch) || branch.endsWith('/') || branch.includes('/.'))
    throw new LoungeError('GIT_REVISION_UNKNOWN', { revision: branch.slice(0, 80) });
  return `refs/heads/${branch}`;
}
