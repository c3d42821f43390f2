import { open, stat, type FileHandle } from 'node:fs/promises';
import type { LogOptions } from '../contract.ts';
import type { ContainerLog } from './container-log.ts';

const BLOCK = 64 * 1024;
const NEWLINE = 0x0a;
const SPACE = 0x20;
/** A written line: its head and a part of at most 16 KiB. */
const LONGEST_LINE = 17 * 1024;

/** The bytes that `kubectl logs` shows of one run of a container; with `live` and `follow` to its end. */
export async function* readLog(
  path: string,
  live: ContainerLog | undefined,
  options: LogOptions & { readonly now: number },
): AsyncGenerator<Uint8Array> {
  const format = formatter(options);
  const previous = await open(`${path}.1`).catch(() => undefined);
  let file = await open(path).catch(() => undefined);
  try {
    const start = await startOf(previous, file, options.tailLines);
    if (previous) yield* readFrom(previous, start.previous, format);
    let position = start.current;
    for (;;) {
      if (file) position = yield* readFrom(file, position, format);
      if (format.isDone() || !live || !options.follow || options.signal?.aborted) return;
      if (live.closed && (!file || (await sizeOf(file)) <= position) && !(await isReplaced(file, path))) return;
      if (file && (await isReplaced(file, path))) {
        position = yield* readFrom(file, position, format);
        await file.close();
        file = await open(path).catch(() => undefined);
        position = 0;
        continue;
      }
      file ??= await open(path).catch(() => undefined);
      if (file && (await sizeOf(file)) > position) continue;
      await live.changed(options.signal ?? new AbortController().signal);
    }
  } finally {
    await previous?.close();
    await file?.close();
  }
}

async function isReplaced(file: FileHandle | undefined, path: string): Promise<boolean> {
  const there = await stat(path).catch(() => undefined);
  if (!file) return there !== undefined;
  return there !== undefined && there.ino !== (await file.stat()).ino;
}

async function sizeOf(file: FileHandle): Promise<number> {
  return (await file.stat()).size;
}

/** Yields the whole lines from a place on; answers the place after the last. */
async function* readFrom(file: FileHandle, from: number, format: Formatter): AsyncGenerator<Uint8Array, number> {
  let position = from;
  let size = BLOCK;
  while (!format.isDone()) {
    const { buffer, bytesRead } = await file.read(Buffer.allocUnsafe(size), 0, size, position);
    const end = buffer.subarray(0, bytesRead).lastIndexOf(NEWLINE) + 1;
    if (end === 0 && bytesRead === size && size < 4 * LONGEST_LINE + BLOCK) size *= 2;
    else if (end === 0) return position;
    else {
      const shown = format.lines(buffer.subarray(0, end));
      position += end;
      if (shown.length > 0) yield shown;
    }
  }
  return position;
}

interface Formatter {
  lines(bytes: Buffer): Buffer;
  isDone(): boolean;
}

/** Turns written lines into shown ones: filtered by time, with or without it, cut at the limit. */
function formatter({
  timestamps,
  sinceSeconds,
  sinceTime,
  limitBytes,
  now,
}: LogOptions & { readonly now: number }): Formatter {
  const since = sinceSeconds === undefined ? Date.parse(sinceTime ?? '') : now - sinceSeconds * 1000;
  let left = limitBytes ?? Number.POSITIVE_INFINITY;
  let isLineStart = true;
  const shown = (line: Buffer): Buffer[] => {
    const [timeEnd, tagAt] = fieldsOf(line);
    if (tagAt < 0) return [];
    if (!Number.isNaN(since) && Date.parse(line.toString('latin1', 0, timeEnd)) < since) return [];
    const isWhole = line[tagAt] === 'F'.charCodeAt(0);
    const head = timestamps && isLineStart ? [line.subarray(0, timeEnd + 1)] : [];
    isLineStart = isWhole;
    return [...head, line.subarray(tagAt + 2, isWhole ? line.length : line.length - 1)];
  };
  const lines = (bytes: Buffer): Buffer => {
    const parts: Buffer[] = [];
    for (let from = 0, end = bytes.indexOf(NEWLINE); end >= 0; from = end + 1, end = bytes.indexOf(NEWLINE, from)) {
      parts.push(...shown(bytes.subarray(from, end + 1)));
    }
    const all = Buffer.concat(parts);
    const cut = all.length > left ? all.subarray(0, left) : all;
    left -= cut.length;
    return cut;
  };
  return { lines, isDone: () => left <= 0 };
}

/** Where the time ends and where the tag stands in `<time> <stream> <tag> <bytes>`. */
function fieldsOf(line: Buffer): [number, number] {
  const timeEnd = line.indexOf(SPACE);
  const streamEnd = line.indexOf(SPACE, timeEnd + 1);
  return [timeEnd, timeEnd < 0 || streamEnd < 0 ? -1 : streamEnd + 1];
}

/** Where the last so many lines begin. */
async function startOf(previous: FileHandle | undefined, current: FileHandle | undefined, tail: number | undefined) {
  if (tail === undefined) return { previous: 0, current: 0 };
  const ofCurrent = current ? await lastLines(current, tail) : { start: 0, lines: 0 };
  if (ofCurrent.lines >= tail || !previous) {
    return { previous: previous ? await sizeOf(previous) : 0, current: ofCurrent.start };
  }
  return { previous: (await lastLines(previous, tail - ofCurrent.lines)).start, current: ofCurrent.start };
}

/** Reads backwards, block by block. */
async function lastLines(file: FileHandle, wanted: number): Promise<{ start: number; lines: number }> {
  let end = await sizeOf(file);
  if (wanted <= 0) return { start: end, lines: 0 };
  let lines = -1;
  while (end > 0) {
    const size = Math.min(BLOCK, end);
    const { buffer } = await file.read(Buffer.allocUnsafe(size), 0, size, end - size);
    for (let at = buffer.lastIndexOf(NEWLINE); at >= 0; at = at === 0 ? -1 : buffer.lastIndexOf(NEWLINE, at - 1)) {
      lines += 1;
      if (lines === wanted) return { start: end - size + at + 1, lines: wanted };
    }
    end -= size;
  }
  return { start: 0, lines: lines + 1 };
}
