import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';

/** Folder of the package: templates and the launcher are found from here, in a clone and when installed. */
export const packageRoot = join(dirname(fileURLToPath(import.meta.url)), '..', '..');
