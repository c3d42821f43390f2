import { readlinkSync } from 'node:fs';
import { mkdtemp, readdir, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { isMarkRunning, processMark } from './process-mark.ts';

/** `lounge-<process namespace>-<process mark>-<random>`: another process can see whose it is. */
const NAME = /^lounge-(\d+)-(\d+-\d+-[0-9a-z]+)-[A-Za-z0-9]{6}$/;

/** Runs `use` with a fresh folder that is gone afterwards, whatever happens; what a killed process left is taken away by the next. */
export async function withTemporaryFolder<T>(use: (folder: string) => Promise<T>): Promise<T> {
  await sweepOnce();
  const folder = await mkdtemp(join(tmpdir(), `lounge-${processNamespace()}-${processMark(process.pid)}-`));
  try {
    return await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

let swept: Promise<void> | undefined;

async function sweepOnce(): Promise<void> {
  // What cannot be taken away is somebody else's, and in nobody's way.
  swept ??= sweep(tmpdir()).catch(() => undefined);
  await swept;
}

async function sweep(parent: string): Promise<void> {
  const own = processNamespace();
  for (const name of await readdir(parent)) {
    const [, namespace, mark = ''] = NAME.exec(name) ?? [];
    // A process of another container that shares this folder cannot be seen from here.
    if (namespace === own && !isMarkRunning(mark)) await rm(join(parent, name), { recursive: true, force: true });
  }
}

function processNamespace(): string {
  try {
    return /\d+/.exec(readlinkSync('/proc/self/ns/pid'))?.[0] ?? '0';
  } catch {
    return '0';
  }
}
