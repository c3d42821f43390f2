/** Writes the generated pages of docs/: `node scripts/docs.ts`. */
import { writeFile } from 'node:fs/promises';
import { generatePages } from './docs/pages.ts';

for (const [path, text] of Object.entries(await generatePages()))
  await writeFile(new URL(`../${path}`, import.meta.url), text);
