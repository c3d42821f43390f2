import { describe, expect, it } from 'vitest';
import { createObjectStore } from '../store/memory-store.ts';
import { recordEvent, type Occasion } from './events.ts';

const START = Date.parse('2026-11-23T18:25:40Z');

async function setUp() {
  const time = { now: START };
  const clock = { now: () => time.now, sleep: async () => {} };
  const store = await createObjectStore({ clock });
  const object = store.create({ apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'web', namespace: 'default' } });
  const say = (occasion: Partial<Occasion> = {}) =>
    recordEvent(store, clock, {
      object,
      type: 'Normal',
      reason: 'Said',
      message: 'hello',
      component: 'test',
      ...occasion,
    });
  return { time, store, object, say };
}

describe('recordEvent', () => {
  it('counts a repetition up and moves its last time only', async () => {
    const { time, store, say } = await setUp();
    say();
    time.now += 3000;
    const event = say();
    expect(event).toMatchObject({
      count: 2,
      firstTimestamp: '2026-11-23T18:25:40Z',
      lastTimestamp: '2026-11-23T18:25:43Z',
      source: { component: 'test' },
      reportingComponent: 'test',
    });
    expect(store.list('Event')).toHaveLength(1);
  });

  it('writes another event for another message, and combines from the tenth on', async () => {
    const { store, say } = await setUp();
    for (let index = 0; index < 14; index += 1) say({ message: `pod ${index}` });
    const events = store.list('Event');
    expect(events).toHaveLength(10);
    expect(events.find((event) => String(event.message).startsWith('(combined'))).toMatchObject({
      message: '(combined from similar events): pod 13',
      count: 5,
    });
  });

  it('cuts a flood about one object', async () => {
    const { time, say } = await setUp();
    const written = Array.from({ length: 40 }, () => say()).filter((event) => event !== undefined);
    expect(written).toHaveLength(25);
    time.now += 300_000;
    expect(say()).toMatchObject({ count: 26 });
  });

  it("speaks the scheduler's dialect: eventTime, and a series when repeated", async () => {
    const { time, say } = await setUp();
    const first = say({ component: 'default-scheduler', action: 'Scheduling', type: 'Warning' });
    expect(first).toMatchObject({ eventTime: '2026-11-23T18:25:40.000000Z', action: 'Scheduling', source: {} });
    expect(first?.count).toBeUndefined();
    time.now += 1000;
    expect(say({ component: 'default-scheduler', action: 'Scheduling', type: 'Warning' })).toMatchObject({
      series: { count: 2, lastObservedTime: '2026-11-23T18:25:41.000000Z' },
    });
  });

  it('begins anew when the event is gone', async () => {
    const { store, say } = await setUp();
    const first = say();
    store.remove('Event', 'default', first?.metadata.name ?? '');
    expect(say()).toMatchObject({ count: 1 });
  });

  it('never throws for a namespace that is gone', async () => {
    const { object, say } = await setUp();
    expect(say({ object: { ...object, metadata: { ...object.metadata, namespace: 'nowhere' } } })).toBeUndefined();
  });
});
