import { createHash } from 'node:crypto';
import { chmod, lchown, link, lstat, mkdir, rm, symlink, utimes } from 'node:fs/promises';
import { createWriteStream } from 'node:fs';
import { basename, dirname, join, posix } from 'node:path';
import { PassThrough, Readable, Transform } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { createGunzip } from 'node:zlib';
import { extract, type Header } from 'tar-stream';

/** What of the layers below a layer takes away; paths without a leading slash. */
export interface Whiteouts {
  readonly removed: readonly string[];
  /** Folders of which nothing from below stays. */
  readonly opaque: readonly string[];
}

export interface UnpackedLayer extends Whiteouts {
  /** Of the compressed bytes as they came, and of the tar in them. */
  readonly digest: string;
  readonly diffId: string;
  readonly size: number;
}

const WHITEOUT = '.wh.';
const OPAQUE = '.wh..wh..opq';
const GZIP = 0x1f;

/**
 * Unpacks a layer (tar, or tar with gzip) into an empty folder. No entry reaches outside: links are made as they are but
 * never followed, devices are left out, names with `..` are refused.
 */
export async function unpackLayer(stream: ReadableStream<Uint8Array>, folder: string): Promise<UnpackedLayer> {
  const outer = counting();
  const inner = counting();
  const tar = extract();
  const removed: string[] = [];
  const opaque: string[] = [];
  const folders: { path: string; header: Header }[] = [];
  const source = Readable.fromWeb(stream as never).pipe(outer.stream);
  const body = await startOf(source);
  const reading = pipeline(
    body.isGzip ? [body.stream, createGunzip(), inner.stream, tar] : [body.stream, inner.stream, tar],
  );
  reading.catch((error: unknown) => tar.destroy(error as Error));
  for await (const entry of tar) {
    const name = safeName(entry.header.name);
    if (name === undefined) throw new Error(`layer entry leaves the root: ${JSON.stringify(entry.header.name)}`);
    const base = basename(name);
    if (base === OPAQUE) opaque.push(dirname(name));
    else if (base.startsWith(WHITEOUT)) removed.push(join(dirname(name), base.slice(WHITEOUT.length)));
    else if (name !== '.') await writeEntry(folder, name, entry.header, Readable.from(entry));
    if (entry.header.type === 'directory') folders.push({ path: join(folder, name), header: entry.header });
    entry.resume();
  }
  await reading;
  // Last, and the inner before the outer: a folder without write permission could not be filled.
  for (const { path, header } of folders.toReversed()) await finish(path, header);
  return { removed, opaque, digest: outer.digest(), diffId: inner.digest(), size: outer.size() };
}

function counting() {
  const hash = createHash('sha256');
  let size = 0;
  const stream = new Transform({
    transform(chunk: Buffer, _encoding, done) {
      hash.update(chunk);
      size += chunk.length;
      done(null, chunk);
    },
  });
  return { stream, digest: () => `sha256:${hash.digest('hex')}`, size: () => size };
}

/** Registries lie about media types: the first byte tells. */
async function startOf(source: Readable): Promise<{ stream: Readable; isGzip: boolean }> {
  const through = source.pipe(new PassThrough());
  source.on('error', (error) => through.destroy(error));
  const first = await new Promise<Buffer | null>((resolve, reject) => {
    through.once('error', reject);
    through.once('end', () => resolve(null));
    through.once('readable', () => resolve(through.read() as Buffer | null));
  });
  if (first) through.unshift(first);
  return { stream: through, isGzip: first?.[0] === GZIP };
}

function safeName(name: string): string | undefined {
  const path = posix.normalize(name.replace(/^\/+/, ''));
  if (path === '..' || path.startsWith('../') || name.includes('\0')) return undefined;
  return path.replace(/\/$/, '') || '.';
}

async function writeEntry(root: string, name: string, header: Header, content: Readable): Promise<void> {
  const path = join(root, name);
  await realParent(root, name);
  const old = await lstat(path).catch(() => undefined);
  if (old && !(old.isDirectory() && header.type === 'directory')) await rm(path, { recursive: true, force: true });
  switch (header.type) {
    case 'directory':
      if (!old?.isDirectory()) await mkdir(path);
      return;
    case 'symlink':
      await symlink(header.linkname ?? '', path);
      await own(path, header);
      return;
    case 'link':
      await hardLink(root, path, header.linkname ?? '');
      return;
    case 'file':
    case 'contiguous-file':
      await pipeline(content, createWriteStream(path, { flags: 'wx' }));
      await finish(path, header);
      return;
    default:
      // Devices and pipes: containers get theirs from the runtime.
      return;
  }
}

/** Makes the folders above, and refuses to go through a link that an earlier entry made. */
async function realParent(root: string, name: string): Promise<void> {
  let here = root;
  for (const part of dirname(name).split('/')) {
    if (part === '.') continue;
    here = join(here, part);
    const stats = await lstat(here).catch(() => undefined);
    if (!stats) await mkdir(here);
    else if (!stats.isDirectory()) throw new Error(`layer entry goes through a link: ${JSON.stringify(name)}`);
  }
}

async function hardLink(root: string, path: string, target: string): Promise<void> {
  const name = safeName(target);
  if (name === undefined) throw new Error(`hard link leaves the root: ${JSON.stringify(target)}`);
  await realParent(root, name);
  await link(join(root, name), path);
}

async function finish(path: string, header: Header): Promise<void> {
  await own(path, header);
  if (header.mode !== undefined) await chmod(path, header.mode & 0o7777);
  if (header.mtime) await utimes(path, header.mtime, header.mtime);
}

/** Without root all belongs to the one user, who is uid 0 inside. */
async function own(path: string, { uid, gid }: Header): Promise<void> {
  if (process.geteuid?.() === 0) await lchown(path, uid ?? 0, gid ?? 0);
}
