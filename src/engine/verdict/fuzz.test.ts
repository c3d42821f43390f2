import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LoungeError } from '../../domain/errors.ts';
import type { TimelineEvent } from '../../domain/timeline.ts';
import { parseTimeline } from './parse-timeline.ts';
import { replay } from './replay.ts';
import { createReleaseStory } from '../../../test/verdict/release-story.ts';
import { usualRelease } from '../../../test/verdict/usual-release.ts';

const { header } = createReleaseStory();
const passing = usualRelease(40_000).timeline();

describe('hostile input', () => {
  test('arbitrary lines are refused with their number', () => {
    fc.assert(
      fc.property(fc.array(fc.oneof(fc.string(), fc.json()), { maxLength: 5 }), (lines) => {
        const text = [JSON.stringify(header), ...lines, ''].join('\n');
        try {
          expect(replay(parseTimeline(text)).verdict).not.toBe('PASS');
        } catch (error) {
          expect(error).toBeInstanceOf(LoungeError);
          expect(error).toMatchObject({ code: 'TIMELINE_INVALID' });
        }
      }),
    );
  });

  test.each([
    ['nothing', ''],
    ['no header', '{"at":1,"type":"gap","kind":"Pod","reason":"x"}\n'],
    ['a header without digests', JSON.stringify({ ...header, digests: [] })],
    ['a torn header', JSON.stringify(header).slice(0, 50)],
  ])('%s is no timeline', (_, text) => {
    expect(() => parseTimeline(text)).toThrow(
      expect.objectContaining({ code: 'TIMELINE_INVALID', parameters: expect.objectContaining({ line: 1 }) }),
    );
  });

  test('a last line that was torn is left out', () => {
    const text = `${JSON.stringify(header)}\n{"at":1,"type":"gap","kind":"Pod","reason":"x"}\n{"at":2,"ty`;
    expect(parseTimeline(text).events).toHaveLength(1);
  });

  test('an arbitrary object in the place of one that matters is never a success', () => {
    const values = fc.oneof(
      fc.constantFrom<unknown>('x', 3, -1, true, [], {}, [[]], '__proto__', { __proto__: null }),
      fc.object(),
    );
    const watched = passing.events.filter(
      (event) => event.type === 'watch' && event.at > 0 && event.event !== 'DELETED',
    );
    fc.assert(
      fc.property(
        fc.constantFrom(...watched),
        fc.constantFrom('metadata', 'spec', 'status', 'endpoints', 'ports'),
        values,
        (event, key, value) => {
          if (event.type !== 'watch') return;
          const broken = {
            ...event,
            at: 5000,
            object: { ...event.object, metadata: renewed(event.object['metadata']), [key]: value },
          };
          const { verdict } = replay({
            header,
            events: [...passing.events, broken].toSorted((one, other) => one.at - other.at),
          });
          expect(['PASS', 'PROGRESSING', 'UNVERIFIED', 'FAIL', 'SUPERSEDED']).toContain(verdict);
        },
      ),
      { numRuns: 150, seed: 1 },
    );
  });

  test('a wrong type anywhere in what the judge reads is never a success', () => {
    const paths = [
      'spec.replicas',
      'spec.template.spec.containers',
      'status.observedGeneration',
      'status.conditions',
      'metadata.annotations',
      'metadata.uid',
    ];
    for (const path of paths) {
      for (const value of ['one', 3.5, true, { a: 1 }, ['x']]) {
        const story = usualRelease(5050);
        story.patch(5100, 'Deployment/web', {});
        const last = story.events.at(-1);
        if (last?.type !== 'watch') throw new Error('a watch event is last');
        const object = structuredClone(last.object);
        setAt(object, path.split('.'), value);
        story.events[story.events.length - 1] = { ...last, object };
        for (let at = 6050; at < 45_000; at += 1000) story.probe(at, 'mine');
        expect(replay(story.timeline()).verdict, `${path} = ${JSON.stringify(value)}`).not.toBe('PASS');
      }
    }
  });

  test('deep nesting and huge texts are survived', () => {
    let deep: unknown = 'x';
    for (let depth = 0; depth < 20_000; depth += 1) deep = [deep];
    const event: TimelineEvent = {
      at: 5000,
      type: 'watch',
      event: 'MODIFIED',
      object: { kind: 'Deployment', metadata: { name: 'web', namespace: 'ai-lounge' }, deep },
    };
    const line: TimelineEvent = { at: 5001, type: 'log', pod: 'new', line: `ERROR ${'x'.repeat(5_000_000)}` };
    expect(
      replay({ header, events: [...passing.events, event, line].toSorted((a, b) => a.at - b.at) }).verdict,
    ).not.toBe('PASS');
  });
});

function renewed(metadata: unknown): unknown {
  return typeof metadata === 'object' && metadata !== null ? { ...metadata, resourceVersion: '999999' } : metadata;
}

function setAt(object: Record<string, unknown>, [key = '', ...rest]: readonly string[], value: unknown): void {
  const next = object[key];
  if (rest.length === 0) object[key] = value;
  else if (typeof next === 'object' && next !== null) setAt(next as Record<string, unknown>, rest, value);
}
