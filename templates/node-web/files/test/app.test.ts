import assert from 'node:assert/strict';
import { once } from 'node:events';
import type { AddressInfo } from 'node:net';
import { after, before, test } from 'node:test';
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
  assert.deepEqual(await response.json(), { status: 'ok', version: 'v202601010000' });
});

test('the page and every file that it names are there', async () => {
  const page = await (await fetch(url)).text();
  const assets = [...page.matchAll(/(?:src|href)="([^"]+)"/g)].map((match) => match[1]);
  assert.ok(assets.length >= 3);
  for (const asset of assets) assert.equal((await fetch(`${url}/${asset}`)).status, 200, asset);
});

test('nothing outside of the public folder is served', async () => {
  assert.equal((await fetch(`${url}/..%2fpackage.json`)).status, 404);
});
