import { expect, it } from 'vitest';
import { deployment } from '../testing/manifests.ts';
import { cluster } from '../testing/start-for-test.ts';

const MINUTE = 60_000;

it('Events go an hour after they were last written', async () => {
  const { apply, change, said, store, time } = await cluster();
  apply(deployment());
  time.advance(30 * MINUTE);
  change('Deployment', 'web', { replicas: 2 });
  time.advance(25 * MINUTE);
  expect(said('web')).toHaveLength(2);
  time.advance(10 * MINUTE);
  expect(said('web')).toHaveLength(1);
  time.advance(30 * MINUTE);
  expect(store.list('Event')).toEqual([]);
});
