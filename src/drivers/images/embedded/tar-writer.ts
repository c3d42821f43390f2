import { posix } from 'node:path';
import type { FileStore } from './file-store.ts';
import type { LayerEntry } from './layer-entry.ts';

const BLOCK = 512;

interface Header {
  readonly name: string;
  readonly mode: number;
  readonly uid: number;
  readonly gid: number;
  readonly size: number;
  readonly type: '0' | '2' | '5' | 'x';
  readonly linkName?: string;
}

/** Entries as a tar stream: the same bytes for the same entries. Time stamps are `mtime` (seconds). POSIX ustar with pax where it must be. */
export async function* writeTar(
  entries: readonly LayerEntry[],
  files: FileStore,
  mtime: number,
): AsyncGenerator<Uint8Array> {
  for (const entry of entries) {
    const header = headerOf(entry);
    yield* headerBlocks(header, mtime);
    if (entry.kind !== 'file' || entry.size === 0) continue;
    let written = 0;
    for await (const chunk of files.read(entry.hash) as AsyncIterable<Uint8Array>) {
      written += chunk.byteLength;
      yield chunk;
    }
    if (written !== entry.size) throw new Error(`the cached content of ${entry.path} is damaged`);
    yield padding(entry.size);
  }
  yield new Uint8Array(2 * BLOCK);
}

function headerOf(entry: LayerEntry): Header {
  if (entry.kind === 'file')
    return { name: entry.path, mode: entry.mode, uid: entry.uid, gid: entry.gid, size: entry.size, type: '0' };
  if (entry.kind === 'directory')
    return { name: `${entry.path}/`, mode: entry.mode, uid: entry.uid, gid: entry.gid, size: 0, type: '5' };
  if (entry.kind === 'symlink')
    return {
      name: entry.path,
      mode: 0o777,
      uid: entry.uid,
      gid: entry.gid,
      size: 0,
      type: '2',
      linkName: entry.target,
    };
  const name =
    entry.kind === 'opaque'
      ? posix.join(entry.path, '.wh..wh..opq')
      : posix.join(posix.dirname(entry.path), `.wh.${posix.basename(entry.path)}`);
  return { name, mode: 0o600, uid: 0, gid: 0, size: 0, type: '0' };
}

function* headerBlocks(header: Header, mtime: number): Generator<Uint8Array> {
  const records = paxRecords(header);
  if (records.byteLength > 0) {
    yield ustarHeader(
      { name: 'PaxHeaders/entry', mode: 0o644, uid: 0, gid: 0, size: records.byteLength, type: 'x' },
      mtime,
    );
    yield records;
    yield padding(records.byteLength);
  }
  yield ustarHeader(header, mtime);
}

/** Names and numbers that do not fit the old header. */
function paxRecords(header: Header): Uint8Array {
  const records: string[] = [];
  if (!fits(header.name, 100)) records.push(record('path', header.name));
  if (header.linkName !== undefined && !fits(header.linkName, 100)) records.push(record('linkpath', header.linkName));
  if (header.size > 0o77777777777) records.push(record('size', String(header.size)));
  if (header.uid > 0o7777777) records.push(record('uid', String(header.uid)));
  if (header.gid > 0o7777777) records.push(record('gid', String(header.gid)));
  return Buffer.from(records.join(''));
}

function fits(text: string, bytes: number): boolean {
  return /^[\x20-\x7e]*$/.test(text) && text.length <= bytes;
}

function record(key: string, value: string): string {
  const body = ` ${key}=${value}\n`;
  const bytes = Buffer.byteLength(body);
  // The length counts its own digits.
  let length = bytes + String(bytes).length;
  if (String(length).length > String(bytes).length) length = bytes + String(length).length;
  return `${length}${body}`;
}

function ustarHeader(header: Header, mtime: number): Uint8Array {
  const block = Buffer.alloc(BLOCK);
  const octal = (value: number, at: number, digits: number) =>
    block.write(`${fitted(value, digits).toString(8).padStart(digits, '0')}\0`, at, 'latin1');
  block.write(header.name.replace(/[^\x20-\x7e]/g, '_').slice(0, 100), 0, 'latin1');
  octal(header.mode, 100, 7);
  octal(header.uid, 108, 7);
  octal(header.gid, 116, 7);
  octal(header.size, 124, 11);
  octal(mtime, 136, 11);
  block.fill(' ', 148, 156);
  block.write(header.type, 156, 'latin1');
  block.write((header.linkName ?? '').replace(/[^\x20-\x7e]/g, '_').slice(0, 100), 157, 'latin1');
  block.write('ustar\x0000', 257, 'latin1');
  octal(0, 329, 7);
  octal(0, 337, 7);
  const sum = block.reduce((total, byte) => total + byte, 0);
  block.write(`${sum.toString(8).padStart(6, '0')}\0 `, 148, 'latin1');
  return block;
}

/** A number too large for its field stands in the pax record instead. */
function fitted(value: number, digits: number): number {
  return value < 8 ** digits ? value : 0;
}

function padding(size: number): Uint8Array {
  return new Uint8Array((BLOCK - (size % BLOCK)) % BLOCK);
}
