import { expect, test } from 'vitest';
import { systemClock } from '../../../platform/clock.ts';
import { WorkQueue } from './work-queue.ts';

const pause = async (ms: number) => await systemClock.sleep(ms);

test('one key is worked on once at a time, and again when it was added meanwhile', async () => {
  const log: string[] = [];
  const queue = new WorkQueue(
    systemClock,
    async (key) => {
      log.push(`begin ${key}`);
      await pause(30);
      log.push(`end ${key}`);
    },
    () => undefined,
  );
  queue.add('a');
  queue.add('a');
  await pause(15);
  for (let index = 0; index < 3; index += 1) queue.add('a');
  await pause(100);
  expect(log).toEqual(['begin a', 'end a', 'begin a', 'end a']);
  await queue.stop();
});

test('different keys go on side by side; an earlier time stands; after the stop nothing begins', async () => {
  const begun: string[] = [];
  const queue = new WorkQueue(
    systemClock,
    async (key) => {
      begun.push(key);
      await pause(20);
    },
    () => undefined,
  );
  queue.add('late', 60_000);
  queue.add('a', 10);
  queue.add('a', 60_000);
  queue.add('b');
  await pause(25);
  expect(begun.toSorted((left, right) => left.localeCompare(right))).toEqual(['a', 'b']);
  await queue.stop();
  queue.add('c');
  await pause(10);
  expect(begun).toHaveLength(2);
});

test('a failure is told', async () => {
  const failures: unknown[] = [];
  const queue = new WorkQueue(
    systemClock,
    async () => await Promise.reject(new Error('no')),
    (key, error) => failures.push([key, String(error)]),
  );
  queue.add('a');
  await pause(20);
  expect(failures).toEqual([['a', 'Error: no']]);
  await queue.stop();
});
