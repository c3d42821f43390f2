import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { test } from 'vitest';
import { imagesContract } from '../../../ports/contracts/images.ts';
import { createCliBuilder } from './create-cli-builder.ts';
import { detectBuilders } from './detect-builders.ts';

const found = await detectBuilders();
if (found.length === 0)
  console.warn('SKIPPED: no container engine works here (apt-get install docker.io, then dockerd)');

for (const { name } of found) {
  imagesContract(name, async () => {
    const cacheFolder = await mkdtemp(join(tmpdir(), 'lounge-layers-'));
    return {
      builder: createCliBuilder({ name, cacheFolder }),
      [Symbol.asyncDispose]: async () => await rm(cacheFolder, { recursive: true, force: true }),
    };
  });
}
// Without an engine the file would be an error for having no tests.
if (found.length === 0) test.skip('the contract, on an engine', () => undefined);
