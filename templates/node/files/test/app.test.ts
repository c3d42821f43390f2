import assert from 'node:assert/strict';
import { once } from 'node:events';
import { after, before, test } from 'node:test';
import type { AddressInfo } from 'node:net';
import { createApp } from '../src/app.ts';

const app = createApp({ version: 'v202601010000' });
let url = '';

before(async () => {
  app.listen(0, '127.0.0.1');
  await once(app, 'listening');
  url = `http://127.0.0.1:${(app.address() as AddressInfo).port}`;
});
after(() => app.close());

test('the health path answers with the version', async () => {
  const response = await fetch(`${url}/health`);
  assert.equal(response.status, 200);
  assert.deepEqual(await response.json(), { status: 'ok', version: 'v202601010000' });
});

test('an unknown path is not found', async () => {
  assert.equal((await fetch(`${url}/nothing`)).status, 404);
});
