import { dirname, join, resolve } from 'node:path';
import { readTextIfExists } from './platform/files.ts';

/** The root of the lounge that holds `folder`, or undefined. */
export async function findLounge(folder: string): Promise<string | undefined> {
  for (let current = resolve(folder); ; current = dirname(current)) {
    if ((await readTextIfExists(join(current, 'lounge.yaml'))) !== undefined) return current;
    if (current === dirname(current)) return undefined;
  }
}
