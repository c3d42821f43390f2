import { systemClock } from '../../../../platform/clock.ts';
import { createObjectStore } from '../memory-store.ts';

/** A process to be killed: it writes, flushes, and says after each flush which version is safe on disk. */
const store = await createObjectStore({ folder: process.argv[2] ?? '', clock: systemClock, compactAbove: 64 * 1024 });
let object = store.create({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'counter', namespace: 'default' },
  data: {},
});
for (let count = 0; ; count += 1) {
  object = store.update({ ...object, data: { count: String(count), padding: 'x'.repeat(500) } });
  if (count % 7 !== 0) continue;
  await store.flush();
  process.stdout.write(`${count}\n`);
}
