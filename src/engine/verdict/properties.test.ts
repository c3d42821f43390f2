import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import type { Timeline, TimelineEvent } from '../../domain/timeline.ts';
import { createJudge } from './judge.ts';
import { replay } from './replay.ts';
import { readFixtures } from '../../../test/verdict/read-fixtures.ts';

const fixtures = readFixtures();
const failing = fixtures.filter((fixture) => fixture.expect.verdict !== 'PASS');
const passing = fixtures.filter((fixture) => fixture.expect.verdict === 'PASS');
/** Shown by its name when a property fails. */
const anyFixture = (from = fixtures) =>
  fc.constantFrom(...from.map((fixture) => ({ ...fixture, [fc.toStringMethod]: () => fixture.name })));
const anyOf = <Value>(values: readonly Value[]) => fc.constantFrom(...values);
// The same every time; another seed looks elsewhere.
const runs = {
  numRuns: Number(process.env['LOUNGE_PROPERTY_RUNS'] ?? 150),
  seed: Number(process.env['LOUNGE_PROPERTY_SEED'] ?? 1),
};

function kindOf(event: TimelineEvent): string {
  return event.type === 'watch' ? String(event.object['kind']) : event.type;
}

function withEvents({ header }: Timeline, events: readonly TimelineEvent[]): Timeline {
  return { header, events: events.toSorted((one, other) => one.at - other.at) };
}

describe('properties of every recording', () => {
  test('no prefix of a release that does not pass ever passes', () => {
    for (const { timeline, name } of failing) {
      const judge = createJudge(timeline.header);
      for (const event of timeline.events) {
        judge.observe(event);
        expect(judge.current().verdict, name).not.toBe('PASS');
      }
    }
  });

  test('crossing kinds, within 200 ms, do not change the verdict', () => {
    // Each kind arrives late by an amount of its own, its own order kept.
    fc.assert(
      fc.property(
        anyFixture(),
        fc.array(fc.integer({ min: 0, max: 200 }), { minLength: 20, maxLength: 20 }),
        ({ timeline, name }, delays) => {
          const kinds = [...new Set(timeline.events.map(kindOf))];
          const delayed = timeline.events.map((event) => {
            const late = event.at < 0 || event.type === 'probe' ? 0 : (delays[kinds.indexOf(kindOf(event))] ?? 0);
            return { ...event, at: event.at + late };
          });
          const wanted = replay(timeline);
          const found = replay(withEvents(timeline, delayed));
          // These are about which of two things comes first.
          if (/just in time|just before|too late|of the same moment/.test(name)) return;
          expect(found.verdict, name).toBe(wanted.verdict);
        },
      ),
      runs,
    );
  });

  test('a repeated event changes nothing', () => {
    fc.assert(
      fc.property(anyFixture(), fc.nat(), fc.integer({ min: 0, max: 30_000 }), ({ timeline, name }, pick, later) => {
        const event = timeline.events[pick % timeline.events.length];
        // What is repeated much later and says something of then is a new observation.
        if (event === undefined || (event.type !== 'watch' && later > 0) || event.type === 'gap') return;
        const repeated = withEvents(timeline, [...timeline.events, { ...event, at: event.at + later }]);
        const wanted = replay(timeline);
        const found = replay(repeated);
        if (wanted.verdict !== 'PASS') expect(found.verdict, name).not.toBe('PASS');
        else expect(found.verdict, name).toBe('PASS');
      }),
      runs,
    );
  });

  test('a dropped or delayed event earns no success', () => {
    // These rest on a single event each: without it, nobody can know.
    const single =
      /log-errors|criteria|DROPPED|forced push|fail-soak: it (is evicted|is killed|restarts|stops)|just before|too late|reverted|nobody asks any more|wrong type|one of its runs/;
    fc.assert(
      fc.property(
        anyFixture(failing.filter(({ name }) => !single.test(name))),
        fc.nat(),
        fc.integer({ min: 0, max: 20_000 }),
        ({ timeline, name }, pick, later) => {
          const index = pick % timeline.events.length;
          const rest = timeline.events.filter((_, at) => at !== index);
          const event = timeline.events[index];
          expect(replay({ ...timeline, events: rest }).verdict, name).not.toBe('PASS');
          // A head that is told after a newer one says that the branch went back.
          const isBack = event?.type === 'git' && rest.some((one) => one.type === 'git' && one.at >= event.at);
          if (event !== undefined && !isBack)
            expect(replay(withEvents(timeline, [...rest, { ...event, at: event.at + later }])).verdict, name).not.toBe(
              'PASS',
            );
        },
      ),
      runs,
    );
  });

  test('a gap never helps', () => {
    fc.assert(
      fc.property(
        anyFixture(),
        anyOf(['Pod', 'Deployment', 'Application', 'ReplicaSet', 'EndpointSlice', 'Service', 'Job']),
        fc.integer({ min: 0, max: 30_000 }),
        ({ timeline, name }, kind, at) => {
          const found = replay(withEvents(timeline, [...timeline.events, { at, type: 'gap', kind, reason: '401' }]));
          const before = replay(timeline);
          const matters = (kind === 'Application' || kind === 'Pod') && !name.includes('a gap that ends');
          if (before.verdict !== 'PASS' || (matters && at < before.at)) expect(found.verdict, name).not.toBe('PASS');
        },
      ),
      runs,
    );
  });

  test('a shifted clock and renamed pods change nothing', () => {
    fc.assert(
      fc.property(
        anyFixture(),
        fc.integer({ min: -1e9, max: 1e9 }),
        fc.stringMatching(/^[a-z]{5,8}$/),
        ({ timeline, name }, shift, suffix) => {
          const text = JSON.stringify(timeline.events).replaceAll(/"(new|old|two|hand|migrate-x)"/g, `"$1-${suffix}"`);
          const times = text.replaceAll(/"(\d{4}-\d\d-\d\dT[\d:.]+Z)"/g, (_, iso: string) =>
            JSON.stringify(new Date(Date.parse(iso) + shift * 1000).toISOString()),
          );
          const header = {
            ...timeline.header,
            at0: new Date(Date.parse(timeline.header.at0) + shift * 1000).toISOString(),
          };
          const found = replay({ header, events: JSON.parse(times) });
          expect(found.changes, name).toEqual(replay(timeline).changes);
        },
      ),
      runs,
    );
  });

  test('objects of others change nothing', () => {
    fc.assert(
      fc.property(
        anyFixture(),
        anyOf(unrelated()),
        fc.integer({ min: -500, max: 30_000 }),
        ({ timeline, name }, object, at) => {
          // After the last event of the recording, time alone would change the verdict.
          const last = timeline.events.at(-1)?.at ?? 0;
          const event: TimelineEvent = { at: Math.min(at, last), type: 'watch', event: 'ADDED', object };
          const found = replay(withEvents(timeline, [...timeline.events, event]));
          expect(found.verdict, name).toBe(replay(timeline).verdict);
        },
      ),
      runs,
    );
  });

  test('a prefix of a good release never fails', () => {
    for (const { timeline, name } of passing) {
      for (const change of replay(timeline).changes) expect(['FAIL', 'SUPERSEDED'], name).not.toContain(change.verdict);
    }
  });
});

function unrelated(): readonly Record<string, unknown>[] {
  const meta = (name: string, more = {}) => ({
    name,
    namespace: 'ai-lounge',
    uid: `u-${name}`,
    resourceVersion: '5',
    ...more,
  });
  const crashing = { name: 'x', restartCount: 9, state: { waiting: { reason: 'CrashLoopBackOff' } } };
  return [
    {
      kind: 'Pod',
      metadata: meta('other-1', { labels: { app: 'other' } }),
      spec: { containers: [{ name: 'x', image: 'o' }] },
      status: { containerStatuses: [crashing] },
    },
    {
      kind: 'Pod',
      metadata: { ...meta('new'), namespace: 'elsewhere' },
      spec: {},
      status: { containerStatuses: [crashing] },
    },
    {
      kind: 'Deployment',
      metadata: meta('other'),
      spec: { paused: true, selector: { matchLabels: { app: 'other' } } },
    },
    {
      kind: 'Job',
      metadata: meta('other-job'),
      spec: {},
      status: { conditions: [{ type: 'Failed', status: 'True' }] },
    },
    { kind: 'Service', metadata: meta('other'), spec: {} },
    {
      kind: 'Application',
      metadata: { ...meta('other'), namespace: 'argocd' },
      status: { conditions: [{ type: 'ComparisonError' }] },
    },
    { kind: 'Secret', metadata: meta('s') },
    JSON.parse(
      '{"kind":"Deployment","metadata":{"name":"__proto__","namespace":"ai-lounge","uid":"p"},"spec":{"__proto__":{"paused":true}}}',
    ),
  ];
}
