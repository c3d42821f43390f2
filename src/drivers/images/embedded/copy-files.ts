import { posix } from 'node:path';
import type { CopySource } from './build-context.ts';
import { ImageTree } from './image-tree.ts';
import type { LayerEntry, TreeEntry } from './layer-entry.ts';

export interface CopyRequest {
  /** The image so far. */
  readonly tree: ImageTree;
  readonly source: CopySource;
  readonly patterns: readonly string[];
  /** As written; relative to `workingDirectory`. */
  readonly destination: string;
  readonly workingDirectory: string;
  readonly owner: { readonly uid: number; readonly gid: number } | undefined;
  /** --chmod, for files and folders alike. */
  readonly mode: number | undefined;
  /** ADD: the entries of an archive, which take its place; undefined for any other file. */
  readonly unpack?: (entry: TreeEntry) => Promise<readonly TreeEntry[] | undefined>;
}

/** A copy that Docker would refuse too. */
export class CopyFailure extends Error {
  readonly missing: string | undefined;

  constructor(message: string, missing?: string) {
    super(message);
    this.missing = missing;
  }
}

/** What COPY or ADD changes, folders above included so that they keep their owner and mode. Throws CopyFailure. */
export async function copyFiles(request: CopyRequest): Promise<readonly LayerEntry[]> {
  const { tree, source, destination } = request;
  const items = await findItems(request);
  const absolute = posix.join('/', request.workingDirectory, posix.isAbsolute(destination) ? '/' : '', destination);
  const target = tree.resolve(posix.isAbsolute(destination) ? destination : absolute);
  const intoFolder = /(?:^|\/)\.?$/.test(destination) || target === '' || tree.get(target)?.kind === 'directory';
  if (items.length > 1 && !intoFolder)
    throw new CopyFailure(`${destination} must end with / when several sources are copied`);
  const result = new Map<string, TreeEntry>();
  for (const item of items) {
    const entries = await source.entries(item);
    const own = entries?.find((entry) => entry.path === '');
    if (entries === undefined || own === undefined) throw new CopyFailure('', item);
    const unpacked = own.kind === 'file' ? await request.unpack?.(own) : undefined;
    const base =
      own.kind === 'directory' || unpacked || !intoFolder ? target : posix.join(target, posix.basename(item));
    for (const entry of unpacked ?? entries) place(request, result, base, entry);
  }
  return withParents(tree, result, request.owner);
}

async function findItems({ source, patterns }: CopyRequest): Promise<readonly string[]> {
  const found = await Promise.all(patterns.map(async (pattern) => await source.find(pattern)));
  const missing = patterns.find((_, index) => found[index]?.length === 0);
  if (missing !== undefined) throw new CopyFailure('', missing);
  return found.flat();
}

function place(request: CopyRequest, result: Map<string, TreeEntry>, base: string, entry: TreeEntry): void {
  const path = posix
    .join(base, entry.path)
    .replace(/^\.?\/*/, '')
    .replace(/\/$/, '');
  const known = result.get(path) ?? request.tree.get(path);
  if (path === '') return;
  if (entry.kind === 'directory' && known && known.kind !== 'directory')
    throw new CopyFailure(`/${path} is not a folder in the image`);
  if (entry.kind !== 'directory' && known?.kind === 'directory')
    throw new CopyFailure(`/${path} is a folder in the image`);
  // The folder that is copied into keeps its own mode and owner; folders below take those of the source.
  if (entry.kind === 'directory' && known && entry.path === '') return void result.set(path, known as TreeEntry);
  const owned = { ...entry, path, ...request.owner };
  result.set(path, owned.kind === 'symlink' || request.mode === undefined ? owned : { ...owned, mode: request.mode });
}

function withParents(
  tree: ImageTree,
  entries: ReadonlyMap<string, TreeEntry>,
  owner: CopyRequest['owner'],
): LayerEntry[] {
  const all = new Map(entries);
  for (const path of entries.keys()) {
    for (const parent of ImageTree.parents(path)) {
      if (all.has(parent)) continue;
      const known = tree.get(parent);
      if (known && known.kind !== 'directory') throw new CopyFailure(`/${parent} is not a folder in the image`);
      all.set(parent, known ?? { kind: 'directory', path: parent, mode: 0o755, uid: 0, gid: 0, ...owner });
    }
  }
  return [...all.values()];
}
