import { existsSync } from 'node:fs';
import { dirname, extname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the package: templates and the launcher are found from here, in a clone and when installed. */
export const packageRoot = rootAbove(dirname(fileURLToPath(import.meta.url)));

/** A script of this program that is a process of its own (`sandbox/main`): a source in a clone, a bundle in a package. */
export function programFile(name: string): string {
  const extension = extname(import.meta.url);
  return join(packageRoot, extension === '.ts' ? 'src' : 'dist', `${name}${extension}`);
}

function rootAbove(folder: string): string {
  const above = dirname(folder);
  return existsSync(join(folder, 'package.json')) || above === folder ? folder : rootAbove(above);
}
