import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import fc from 'fast-check';
import { expect, test } from 'vitest';
import { systemClock } from '../../../platform/clock.ts';
import { start } from '../../../platform/exec.ts';
import { createObjectStore, type OpenObjectStore } from './memory-store.ts';
import type { KubernetesObject, WatchEvent } from './object-store.ts';
import { isStatusFailure } from './status-failure.ts';

async function withFolder(use: (folder: string) => Promise<void>): Promise<void> {
  const folder = await mkdtemp(join(tmpdir(), 'object-store-'));
  try {
    await use(folder);
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

test('what was flushed survives kill -9, also in the middle of a rewrite', async () => {
  await withFolder(async (folder) => {
    for (const delay of [150, 230, 310]) {
      const child = start(
        process.execPath,
        [join(import.meta.dirname, 'testing/write-forever.ts'), join(folder, String(delay))],
        { cwd: folder },
      );
      let output = '';
      child.stdout?.on('data', (chunk: Buffer) => (output += chunk.toString()));
      while (output.split('\n').length < 20) await systemClock.sleep(10);
      await systemClock.sleep(delay);
      child.kill('SIGKILL');
      await child.exited;
      const flushed = Number(output.trimEnd().split('\n').at(-1));
      const store = await createObjectStore({ folder: join(folder, String(delay)), clock: systemClock });
      const found = store.get('ConfigMap', 'default', 'counter');
      expect(Number((found?.data as Record<string, string> | undefined)?.count)).toBeGreaterThanOrEqual(flushed);
      expect(Number(store.resourceVersion)).toBeGreaterThan(Number(found?.metadata.resourceVersion));
      await store.close();
    }
  });
});

type Step = {
  readonly act: 'create' | 'update' | 'remove' | 'finalize' | 'stale';
  readonly name: string;
  readonly value: string;
};
const steps = fc.array(
  fc.record({
    act: fc.constantFrom<Step['act']>('create', 'update', 'remove', 'finalize', 'stale'),
    name: fc.constantFrom('a', 'b', 'c'),
    value: fc.constantFrom('1', '2', '3'),
  }),
  { maxLength: 60 },
);

/** Refusals are part of the behaviour: they change nothing. */
function take(store: OpenObjectStore, { act, name, value }: Step): void {
  const old = store.get('ConfigMap', 'default', name);
  const finalizers = value === '3' ? ['example.com/hold'] : [];
  const fresh: KubernetesObject = {
    apiVersion: 'v1',
    kind: 'ConfigMap',
    metadata: { name, namespace: 'default', finalizers },
    data: { value },
  };
  try {
    if (act === 'create') store.create(fresh);
    if (act === 'update') store.update(fresh);
    if (act === 'stale') store.update({ ...fresh, metadata: { ...fresh.metadata, resourceVersion: '1' } });
    if (act === 'remove') store.remove('ConfigMap', 'default', name);
    if (act === 'finalize' && old) store.update({ ...old, metadata: { ...old.metadata, finalizers: [] } });
  } catch (error) {
    if (!isStatusFailure(error)) throw error;
  }
}

function replay(into: Map<string, KubernetesObject>, { type, object }: WatchEvent): void {
  if (type === 'DELETED') into.delete(object.metadata.name);
  else into.set(object.metadata.name, object);
}

test('a watch, from any version on, ends with exactly what a list shows; versions only rise; the disk agrees', async () => {
  await fc.assert(
    fc.asyncProperty(steps, fc.nat(60), async (all, cut) => {
      await withFolder(async (folder) => {
        const store = await createObjectStore({ folder, clock: systemClock });
        const seen = new Map<string, KubernetesObject>();
        const versions: number[] = [];
        store.watch('ConfigMap', (event) => {
          replay(seen, event);
          versions.push(Number(event.object.metadata.resourceVersion));
        });
        for (const step of all.slice(0, cut)) take(store, step);
        const listed = new Map(store.list('ConfigMap').map((object) => [object.metadata.name, object]));
        const since = store.resourceVersion;
        for (const step of all.slice(cut)) take(store, step);
        store.watch('ConfigMap', (event) => replay(listed, event), since);
        const truth = new Map(store.list('ConfigMap').map((object) => [object.metadata.name, object]));
        expect(seen).toEqual(truth);
        expect(listed).toEqual(truth);
        expect(versions).toEqual([...new Set(versions)].toSorted((left, right) => left - right));
        await store.close();
        const again = await createObjectStore({ folder, clock: systemClock });
        expect(again.list('ConfigMap')).toEqual([...truth.values()]);
        expect(again.resourceVersion).toBe(store.resourceVersion);
        await again.close();
      });
    }),
    { numRuns: 40 },
  );
});
