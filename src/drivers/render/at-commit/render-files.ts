import { createHash } from 'node:crypto';
import { readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { readTextIfExists, writeFileAtomic } from '../../../platform/files.ts';
import type { RenderedObject } from '../../../ports/renderer.ts';

/** Newest answers that are kept. */
const MOST_FILES = 1000;

interface RenderFiles {
  read(key: string): Promise<readonly RenderedObject[] | undefined>;
  write(key: string, objects: readonly RenderedObject[]): Promise<void>;
}

/** Renders by the hash of their key, one JSON file each. A file that is damaged is no answer. */
export function createRenderFiles(folder: string): RenderFiles {
  const fileOf = (key: string) => join(folder, `${createHash('sha256').update(key).digest('hex')}.json`);
  let isTidy = false;
  return {
    read: async (key) => {
      const text = await readTextIfExists(fileOf(key)).catch(() => undefined);
      return text === undefined ? undefined : parseObjects(text);
    },
    write: async (key, objects) => {
      await writeFileAtomic(fileOf(key), JSON.stringify(objects));
      if (!isTidy) await removeOldest(folder);
      isTidy = true;
    },
  };
}

function parseObjects(text: string): readonly RenderedObject[] | undefined {
  try {
    const value: unknown = JSON.parse(text);
    return Array.isArray(value) ? (value as RenderedObject[]) : undefined;
  } catch {
    return undefined;
  }
}

async function removeOldest(folder: string): Promise<void> {
  const names = await readdir(folder);
  if (names.length <= MOST_FILES) return;
  const aged = await Promise.all(
    names.map(async (name) => ({ name, at: (await stat(join(folder, name)).catch(() => undefined))?.mtimeMs ?? 0 })),
  );
  const old = aged.toSorted((one, other) => other.at - one.at).slice(MOST_FILES / 2);
  for (const { name } of old) await rm(join(folder, name), { force: true });
}
