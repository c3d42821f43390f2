import { text } from 'node:stream/consumers';
import type { FileStore } from './file-store.ts';
import type { ImageTree } from './image-tree.ts';

export interface ImageUser {
  readonly uid: number;
  readonly gid: number;
  readonly home: string;
}

const LARGEST_FILE = 1024 * 1024;

/**
 * `user`, `user:group`, by name or number, as USER and --chown take it. Undefined when the image does not know a name.
 * A number without a group gets `groupOfNumber`: the same number for --chown, 0 for USER.
 */
export async function findUser(
  tree: ImageTree,
  files: FileStore,
  who: string,
  groupOfNumber: 'same' | 'root',
): Promise<ImageUser | undefined> {
  const [user = '', group, ...more] = who.split(':');
  if (user === '' || more.length > 0) return undefined;
  const rows = await readRows(tree, files, '/etc/passwd');
  const isNumber = /^\d{1,10}$/.test(user);
  const row = rows.find((one) => (isNumber ? one[2] === user : one[0] === user));
  if (!row && !isNumber) return undefined;
  const uid = Number(row?.[2] ?? user);
  const fallback = groupOfNumber === 'same' ? uid : Number(row?.[3] ?? 0);
  const gid = group === undefined ? (isNumber ? fallback : Number(row?.[3])) : await findGroup(tree, files, group);
  if (gid === undefined || !Number.isSafeInteger(gid) || !Number.isSafeInteger(uid)) return undefined;
  return { uid, gid, home: row?.[5] || '/' };
}

async function findGroup(tree: ImageTree, files: FileStore, group: string): Promise<number | undefined> {
  if (/^\d{1,10}$/.test(group)) return Number(group);
  const row = (await readRows(tree, files, '/etc/group')).find((one) => one[0] === group);
  return row ? Number(row[2]) : undefined;
}

async function readRows(tree: ImageTree, files: FileStore, path: string): Promise<readonly string[][]> {
  const entry = tree.get(tree.resolve(path));
  if (entry?.kind !== 'file' || entry.size > LARGEST_FILE) return [];
  return (await text(files.read(entry.hash))).split('\n').map((line) => line.split(':'));
}
