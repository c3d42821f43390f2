import { test } from 'vitest';
import { imagesContract } from '../../../ports/contracts/images.ts';
import { createCliBuilder } from './create-cli-builder.ts';
import { detectBuilders } from './detect-builders.ts';

const found = await detectBuilders();
if (found.length === 0)
  console.warn('SKIPPED: no container engine works here (apt-get install docker.io, then dockerd)');

for (const { name } of found) {
  imagesContract(name, async () => ({ builder: createCliBuilder({ name }), [Symbol.asyncDispose]: async () => {} }));
}
// Without an engine the file would be an error for having no tests.
if (found.length === 0) test.skip('the contract, on an engine', () => undefined);
