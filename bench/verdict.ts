import type { Timeline, TimelineEvent } from '../src/domain/timeline.ts';
import { createJudge } from '../src/engine/verdict/judge.ts';
import { parseTimeline } from '../src/engine/verdict/parse-timeline.ts';
import { replay } from '../src/engine/verdict/replay.ts';
import { owner, podObject } from '../test/verdict/story-objects.ts';
import { usualRelease } from '../test/verdict/usual-release.ts';

export interface VerdictBenchRow {
  readonly name: string;
  readonly value: number;
  readonly unit: string;
  /** What the value must not exceed. */
  readonly limit?: number;
}

/** How fast the judge is: a step with 50 pods, and a recording of 10,000 events. */
export async function bench(): Promise<readonly VerdictBenchRow[]> {
  const timeline = crowded(50, 10_000);
  const steps = timeSteps(timeline).toSorted((one, other) => one - other);
  const text = [timeline.header, ...timeline.events].map((line) => JSON.stringify(line)).join('\n');
  const read = time(() => parseTimeline(text));
  const judged = time(() => replay(timeline));
  return [
    { name: 'judge step with 50 pods, median', value: at(steps, 0.5), unit: 'ms', limit: 1 },
    { name: 'judge step with 50 pods, p99', value: at(steps, 0.99), unit: 'ms', limit: 1 },
    { name: 'replay of 10,000 events', value: judged, unit: 'ms', limit: 1000 },
    { name: 'reading a recording of 10,000 events', value: read, unit: 'ms' },
    { name: 'size of that recording', value: text.length / 1024 / 1024, unit: 'MiB' },
  ];
}

/** A release whose pods never settle, so that the judge has to look at every event. */
function crowded(pods: number, count: number): Timeline {
  const story = usualRelease(1000);
  story.patch(1100, 'Deployment/web', { spec: { replicas: pods } });
  for (let index = 0; story.events.length < count; index += 1) {
    const at = 1200 + index * 10;
    if (index % 100 === 99) story.probe(at, 'old');
    else {
      const name = `web-new-${index % pods}`;
      const state = index % 3 === 0 ? 'ready' : 'running';
      story.patch(at, `Pod/${name}`, podObject({ owner: owner('ReplicaSet', 'web-new'), state, at }));
    }
  }
  return story.timeline();
}

function timeSteps(timeline: Timeline): readonly number[] {
  const judge = createJudge(timeline.header);
  return timeline.events.map((event: TimelineEvent) => time(() => judge.observe(event)));
}

function time(act: () => unknown): number {
  const started = performance.now();
  act();
  return performance.now() - started;
}

function at(sorted: readonly number[], share: number): number {
  return sorted[Math.floor((sorted.length - 1) * share)] ?? 0;
}
