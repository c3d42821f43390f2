import { expect, it } from 'vitest';
import { resourceTable } from '../../resources/resource-table.ts';
import { cluster } from '../testing/start-for-test.ts';
import { deployment, service } from '../testing/manifests.ts';

it('a deleted namespace empties itself, pods last, and goes; others stay', async () => {
  const { store, time } = await cluster({ stopAfter: 2000 });
  store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'ai-lounge' } });
  for (const object of [deployment(), service()]) {
    store.create({ ...object, metadata: { ...object.metadata, namespace: 'ai-lounge' } });
    store.create(object);
  }
  time.advance(5000);
  expect(store.get('ServiceAccount', 'ai-lounge', 'default')).toBeDefined();
  store.remove('Namespace', undefined, 'ai-lounge');
  time.advance(1000);
  expect(store.get('Namespace', undefined, 'ai-lounge')?.status).toMatchObject({ phase: 'Terminating' });
  time.advance(2000);
  expect(store.get('Namespace', undefined, 'ai-lounge')).toBeUndefined();
  const left = resourceTable
    .filter(({ namespaced }) => namespaced)
    .flatMap(({ kind }) => store.list(kind, { namespace: 'ai-lounge' }));
  expect(left).toEqual([]);
  expect(store.list('Pod', { namespace: 'default' })).toHaveLength(1);
});

it('the default ServiceAccount comes back', async () => {
  const { store, time } = await cluster();
  store.remove('ServiceAccount', 'default', 'default');
  time.settle();
  expect(store.get('ServiceAccount', 'default', 'default')).toBeDefined();
});
