import type { Readable } from 'node:stream';
import { createGunzip } from 'node:zlib';
import type { BuildSession } from './build-session.ts';
import { unsupported, type Instruction } from './dockerfile.ts';
import type { TreeEntry } from './layer-entry.ts';
import { readTar } from './read-tar.ts';

const HEAD_BYTES = 512;

/** The entries of a tar archive, plain or gzip; undefined for any other file. Other packings are refused, as Docker would unpack them. */
export async function unpackArchive(
  entry: TreeEntry,
  session: BuildSession,
  instruction: Instruction,
): Promise<readonly TreeEntry[] | undefined> {
  if (entry.kind !== 'file') return undefined;
  const kind = archiveKind(await readHead(session.files.read(entry.hash)));
  if (kind === 'bzip2' || kind === 'xz' || kind === 'zstd')
    throw unsupported(session.dockerfile.file, instruction, `ADD of a ${kind} archive`);
  if (kind === undefined) return undefined;
  const content = session.files.read(entry.hash);
  if (kind === 'gzip' && !(await isTarInside(session.files.read(entry.hash)))) return undefined;
  const entries = await readTar(
    kind === 'gzip' ? content.pipe(createGunzip()) : content,
    session.files,
    false,
    session.request.signal,
  );
  return entries.filter((one): one is TreeEntry => one.kind !== 'whiteout' && one.kind !== 'opaque');
}

async function isTarInside(packed: Readable): Promise<boolean> {
  const plain = packed.pipe(createGunzip());
  const head = await readHead(plain).catch(() => Buffer.alloc(0));
  packed.destroy();
  return archiveKind(head) === 'tar';
}

async function readHead(stream: Readable): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let bytes = 0;
  for await (const chunk of stream as AsyncIterable<Uint8Array>) {
    chunks.push(chunk);
    bytes += chunk.byteLength;
    if (bytes >= HEAD_BYTES) break;
  }
  return Buffer.concat(chunks).subarray(0, HEAD_BYTES);
}

function archiveKind(head: Buffer): 'tar' | 'gzip' | 'bzip2' | 'xz' | 'zstd' | undefined {
  if (head.subarray(257, 262).toString('latin1') === 'ustar') return 'tar';
  const magic = head.toString('hex', 0, 6);
  if (magic.startsWith('1f8b')) return 'gzip';
  if (magic.startsWith('425a68')) return 'bzip2';
  if (magic.startsWith('fd377a585a00')) return 'xz';
  return magic.startsWith('28b52ffd') ? 'zstd' : undefined;
}
