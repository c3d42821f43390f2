import { mkdtemp, rm, appendFile, readFile, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, expect, test } from 'vitest';
import { systemClock } from '../../../platform/clock.ts';
import { createObjectStore, type OpenObjectStore, type StoreOptions } from './memory-store.ts';
import type { KubernetesObject, WatchEvent } from './object-store.ts';

const cleanups: (() => Promise<void>)[] = [];
afterEach(async () => {
  for (const cleanup of cleanups.splice(0).toReversed()) await cleanup();
});

const configMap = (name: string, data: Record<string, string> = {}): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name, namespace: 'default' },
  data,
});

async function openStore(options: Partial<StoreOptions> = {}): Promise<OpenObjectStore> {
  return await createObjectStore({ clock: systemClock, ...options });
}

async function temporaryFolder(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'object-store-'));
  cleanups.push(async () => await rm(folder, { recursive: true, force: true }));
  return folder;
}

function failureOf(action: () => unknown): unknown {
  try {
    action();
  } catch (error) {
    return error;
  }
  throw new Error('nothing was thrown');
}

test('a created object gets its identity, is frozen, and cannot be created twice', async () => {
  const store = await openStore();
  const created = store.create(configMap('one', { a: '1' }));
  expect(created.metadata).toMatchObject({ uid: expect.any(String), resourceVersion: store.resourceVersion });
  expect(created.metadata.creationTimestamp).toMatch(/^\d{4}-\d\d-\d\dT\d\d:\d\d:\d\dZ$/);
  expect(Object.isFrozen(created.data)).toBe(true);
  expect(failureOf(() => store.create(configMap('one')))).toMatchObject({
    code: 409,
    reason: 'AlreadyExists',
    message: 'configmaps "one" already exists',
  });
});

test('an update with an old version is a conflict, one that changes nothing makes no event', async () => {
  const store = await openStore();
  const first = store.create(configMap('one', { a: '1' }));
  const events: WatchEvent[] = [];
  store.watch('ConfigMap', (event) => events.push(event));
  const second = store.update({ ...first, data: { a: '2' } });
  expect(store.update({ ...second, data: { a: '2' } })).toBe(second);
  expect(failureOf(() => store.update({ ...first, data: { a: '3' } }))).toMatchObject({
    code: 409,
    reason: 'Conflict',
  });
  expect(events.map((event) => event.type)).toEqual(['MODIFIED']);
  expect(events[0]?.previous).toBe(first);
});

test('a watch resumes after a version, in order, and is told when history is gone', async () => {
  const store = await openStore({ history: 4 });
  const start = store.resourceVersion;
  const first = store.create(configMap('one'));
  store.create(configMap('two'));
  const seen: string[] = [];
  const stop = store.watch(
    'ConfigMap',
    (event) => seen.push(`${event.type} ${event.object.metadata.name}`),
    first.metadata.resourceVersion,
  );
  store.remove('ConfigMap', 'default', 'one');
  stop();
  store.remove('ConfigMap', 'default', 'two');
  expect(seen).toEqual(['ADDED two', 'DELETED one']);
  for (let index = 0; index < 10; index += 1) store.create(configMap(`more-${index}`));
  expect(failureOf(() => store.watch('ConfigMap', () => undefined, start))).toMatchObject({
    code: 410,
    reason: 'Expired',
  });
});

test('a listener that writes does not disturb the order of the others', async () => {
  const store = await openStore();
  const seen: string[] = [];
  store.watch('ConfigMap', (event) => {
    if (event.object.metadata.name === 'one') store.create(configMap('two'));
  });
  store.watch('ConfigMap', (event) => seen.push(event.object.metadata.name));
  store.create(configMap('one'));
  expect(seen).toEqual(['one', 'two']);
});

test('finalizers hold a deletion until the last one is taken off', async () => {
  const store = await openStore();
  store.create({
    ...configMap('held'),
    metadata: { name: 'held', namespace: 'default', finalizers: ['example.com/hold'] },
  });
  const going = store.remove('ConfigMap', 'default', 'held');
  expect(going?.metadata.deletionTimestamp).toBeDefined();
  expect(store.get('ConfigMap', 'default', 'held')).toBeDefined();
  if (going) store.update({ ...going, metadata: { ...going.metadata, finalizers: [] } });
  expect(store.get('ConfigMap', 'default', 'held')).toBeUndefined();
});

test('objects and the counter survive a close, and a version is never given out twice after a kill', async () => {
  const folder = await temporaryFolder();
  const first = await openStore({ folder });
  first.create(configMap('kept', { a: '1' }));
  first.create(configMap('removed'));
  first.remove('ConfigMap', 'default', 'removed');
  const version = first.resourceVersion;
  await first.close();
  const second = await openStore({ folder });
  expect(second.resourceVersion).toBe(version);
  expect(second.list('ConfigMap').map((object) => object.metadata.name)).toEqual(['kept']);
  second.create(configMap('later'));
  cleanups.push(async () => await second.close());
  await second.flush();
  // As after kill -9: nobody closed it, and the last line is torn.
  await appendFile(join(folder, 'objects.log'), '{"version":99,"put":{"apiV');
  const third = await openStore({ folder });
  expect(third.list('ConfigMap').map((object) => object.metadata.name)).toEqual(['kept', 'later']);
  expect(Number(third.resourceVersion)).toBeGreaterThan(Number(second.resourceVersion));
  await third.close();
});

test('the log is rewritten when it grew, and a damaged one is refused', async () => {
  const folder = await temporaryFolder();
  const store = await openStore({ folder, compactAbove: 20_000 });
  let current = store.create(configMap('one'));
  for (let index = 0; index < 300; index += 1) {
    current = store.update({ ...current, data: { a: String(index).repeat(50) } });
    if (index % 20 === 0) await store.flush();
  }
  await store.close();
  const path = join(folder, 'objects.log');
  expect((await stat(path)).size).toBeLessThan(40_000);
  const again = await openStore({ folder });
  expect(again.get('ConfigMap', 'default', 'one')?.data).toEqual(current.data);
  await again.close();
  const text = await readFile(path, 'utf8');
  await rm(path);
  await appendFile(path, text.replace('\n{', '\n#'));
  await expect(openStore({ folder })).rejects.toThrow();
});
