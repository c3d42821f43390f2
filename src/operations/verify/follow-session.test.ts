import { expect, test } from 'vitest';
import { usualRelease } from '../../../test/verdict/usual-release.ts';
import { ServiceSpec } from '../../domain/service-spec.ts';
import type { TimelineEvent } from '../../domain/timeline.ts';
import { createJudge } from '../../engine/verdict/judge.ts';
import { replay } from '../../engine/verdict/replay.ts';
import { systemClock } from '../../platform/clock.ts';
import type { Context, Engine } from '../context.ts';
import { FollowSession } from './follow-session.ts';

test('what the clock alone decided is in the recording: its replay gives the same verdict', async () => {
  const last = 4000;
  const story = usualRelease(last, {
    soakSeconds: 1.5,
    at0: new Date(systemClock.now() - last).toISOString(),
  });
  const written: TimelineEvent[] = [];
  const context = { language: 'en', clock: systemClock, signal: new AbortController().signal, progress: () => {} };
  const engine = {
    delivery: { refresh: async () => {} },
    observer: {
      observe: async (_header, { signal }, onEvent) => {
        for (const event of story.events) onEvent(event);
        await new Promise((resolve) => signal.addEventListener('abort', resolve, { once: true }));
      },
    },
  } satisfies { observer: Engine['observer']; delivery: unknown };
  const session = new FollowSession({
    context: context as unknown as Context,
    engine: engine as unknown as Engine,
    judge: createJudge(story.header),
    spec: ServiceSpec.parse({ name: 'web', port: 80 }),
    header: story.header,
    write: (event) => written.push(event),
  });
  const given = await session.follow();
  expect(given).toMatchObject({ verdict: 'PASS', reason: 'VERIFIED' });
  expect(written.at(-1)?.type).toBe('time');
  expect(replay({ header: story.header, events: written }).judged).toEqual(given);
});
