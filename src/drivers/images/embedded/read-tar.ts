import { posix } from 'node:path';
import { Readable } from 'node:stream';
import { pipeline } from 'node:stream/promises';
import { extract, type Header } from 'tar-stream';
import type { FileStore } from './file-store.ts';
import type { LayerEntry } from './layer-entry.ts';

/** An archive that cannot be taken as it is. */
export class TarFailure extends Error {}

const MAX_ENTRIES = 500_000;

/** Reads a tar stream; contents go to the store. Devices are left out; `whiteouts` reads the removals of image layers. */
export async function readTar(
  stream: Readable,
  files: FileStore,
  whiteouts: boolean,
  signal?: AbortSignal,
): Promise<readonly LayerEntry[]> {
  const entries = new Map<string, LayerEntry>();
  const parser = extract();
  const feeding = pipeline(stream, parser as unknown as NodeJS.WritableStream, signal ? { signal } : {});
  // The loop below sees the same failure first; unhandled, it would end the process.
  feeding.catch(() => undefined);
  for await (const content of parser) {
    if (entries.size >= MAX_ENTRIES) throw new TarFailure(`the archive has more than ${MAX_ENTRIES} entries`);
    const entry = await readEntry(content.header, Readable.from(content), entries, files, whiteouts);
    if (entry) entries.set(`${entry.kind === 'opaque' ? 'opaque:' : ''}${entry.path}`, entry);
  }
  await feeding;
  return [...entries.values()];
}

async function readEntry(
  header: Header,
  content: Readable,
  entries: ReadonlyMap<string, LayerEntry>,
  files: FileStore,
  whiteouts: boolean,
): Promise<LayerEntry | undefined> {
  const path = cleanPath(header.name);
  const removal = whiteouts ? whiteout(path) : undefined;
  const entry = path === '' ? undefined : (removal ?? (await toEntry(header, path, content, entries, files)));
  if (!content.readableEnded) await drain(content);
  return entry;
}

async function toEntry(
  header: Header,
  path: string,
  content: Readable,
  entries: ReadonlyMap<string, LayerEntry>,
  files: FileStore,
): Promise<LayerEntry | undefined> {
  const own = { path, uid: header.uid ?? 0, gid: header.gid ?? 0 };
  const mode = (header.mode ?? 0o644) & 0o7777;
  if (header.type === 'directory') return { kind: 'directory', ...own, mode };
  if (header.type === 'symlink') return { kind: 'symlink', ...own, target: header.linkname ?? '' };
  if (header.type === 'file' || header.type === 'contiguous-file')
    return { kind: 'file', ...own, mode, ...(await files.addStream(content)) };
  if (header.type !== 'link') return undefined;
  const target = entries.get(cleanPath(header.linkname ?? ''));
  return target?.kind === 'file' || target?.kind === 'symlink' ? { ...target, path } : undefined;
}

function whiteout(path: string): LayerEntry | undefined {
  const name = posix.basename(path);
  const folder = posix.dirname(path) === '.' ? '' : posix.dirname(path);
  if (name === '.wh..wh..opq') return { kind: 'opaque', path: folder };
  return name.startsWith('.wh.')
    ? { kind: 'whiteout', path: posix.join(folder, name.slice('.wh.'.length)) }
    : undefined;
}

/** The path without `/` and `.`; `..` is refused, whatever it would lead to. */
function cleanPath(name: string): string {
  const parts = name.split('/').filter((part) => part !== '' && part !== '.');
  if (parts.includes('..') || name.includes('\0'))
    throw new TarFailure(`the archive holds the path ${name.slice(0, 100)}`);
  return parts.join('/');
}

async function drain(content: Readable): Promise<void> {
  for await (const _ of content) void _;
}
