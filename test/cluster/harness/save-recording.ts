import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import type { Timeline } from '../../../src/domain/timeline.ts';

/** Writes it as `lounge replay` reads it; returns the path. */
export async function saveRecording(folder: string, name: string, { header, events }: Timeline): Promise<string> {
  await mkdir(folder, { recursive: true });
  const file = join(folder, `${name}.ndjson`);
  await writeFile(file, [header, ...events].map((line) => `${JSON.stringify(line)}\n`).join(''));
  return file;
}
