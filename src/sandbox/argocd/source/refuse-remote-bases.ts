import { lstat } from 'node:fs/promises';
import { posix } from 'node:path';
import { parse } from 'yaml';
import { readTextIfExists, resolveInside } from '../../../platform/files.ts';
import { SourceError } from './source-error.ts';

export const KUSTOMIZATION_FILES = ['kustomization.yaml', 'kustomization.yml', 'Kustomization'];
/** Fields whose entries kustomize loads, from a folder, a file or an address. */
const LOADING_FIELDS = [
  'resources',
  'bases',
  'components',
  'crds',
  'generators',
  'transformers',
  'validators',
  'configurations',
];
const MOST_FOLDERS = 500;

/**
 * Kustomize fetches what looks like an address, with whatever rights the machine has. The sandbox renders what is in
 * the commit, so an address anywhere below the path is a SourceError.
 */
export async function refuseRemoteBases(checkout: string, path: string): Promise<void> {
  const seen = new Set<string>();
  const waiting = [posix.normalize(path)];
  for (let folder = waiting.pop(); folder !== undefined; folder = waiting.pop()) {
    if (seen.has(folder)) continue;
    seen.add(folder);
    if (seen.size > MOST_FOLDERS) throw new SourceError(`${path}: more than ${MOST_FOLDERS} kustomizations`);
    for (const entry of await entriesOf(checkout, folder)) {
      if (looksRemote(entry))
        throw new SourceError(
          `${folder}: remote base ${JSON.stringify(entry.slice(0, 200))}: only files of the repository are rendered`,
        );
      const inner = posix.join(folder, entry);
      if (await isFolder(checkout, inner)) waiting.push(inner);
    }
  }
}

async function entriesOf(checkout: string, folder: string): Promise<string[]> {
  for (const name of KUSTOMIZATION_FILES) {
    const file = await resolveInside(checkout, posix.join(folder, name));
    const text = file === undefined ? undefined : await readTextIfExists(file);
    if (text === undefined) continue;
    return loadedEntries(text);
  }
  return [];
}

function loadedEntries(text: string): string[] {
  let document: unknown;
  try {
    document = parse(text, { maxAliasCount: 100, logLevel: 'silent' });
  } catch {
    // kustomize will say it better.
    return [];
  }
  const fields =
    typeof document === 'object' && document !== null ? new Map(Object.entries(document)) : new Map<string, unknown>();
  return LOADING_FIELDS.flatMap((field) => {
    const value = fields.get(field);
    return Array.isArray(value)
      ? value.filter((entry): entry is string => typeof entry === 'string' && !entry.includes('\n'))
      : [];
  });
}

function looksRemote(entry: string): boolean {
  return (
    /^[a-z0-9+.-]+:\/\//i.test(entry) ||
    /^[^/]*@[^/]*:/.test(entry) ||
    entry.includes('?ref=') ||
    entry.includes('//') ||
    /^(git::|github\.com|gitlab\.com|bitbucket\.org)/i.test(entry)
  );
}

async function isFolder(checkout: string, path: string): Promise<boolean> {
  const inside = await resolveInside(checkout, path).catch(() => undefined);
  return (
    inside !== undefined &&
    (await lstat(inside).then(
      (found) => found.isDirectory(),
      () => false,
    ))
  );
}
