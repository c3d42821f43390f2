import { writeFile } from 'node:fs/promises';
import { fileURLToPath } from 'node:url';
import { generateSchemas } from '../src/engine/manifest/generate/generate-schemas.ts';

const root = fileURLToPath(new URL('..', import.meta.url));
for (const { path, content } of generateSchemas('schemas')) await writeFile(`${root}${path}`, content);
