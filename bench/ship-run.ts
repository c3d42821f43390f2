import { readFileSync } from 'node:fs';
import { join } from 'node:path';
import { gunzipSync } from 'node:zlib';
import { median, type BenchRow } from './bench-row.ts';
import type { Timeline } from '../src/domain/timeline.ts';
import { parseTimeline } from '../src/engine/verdict/parse-timeline.ts';
import { ShipOutput } from '../src/operations/ship/operation.ts';
import type { JourneyWorld } from '../test/journey-world.ts';

/** One ship, with the time of each step and of what was observed. */
export interface ShipRun {
  /** Milliseconds. */
  readonly total: number;
  /** From enter to the end of the push, in milliseconds. */
  readonly beforePush: number;
  readonly steps: Readonly<Record<string, number>>;
  readonly release: NonNullable<ShipOutput['release']>;
  readonly timeline: Timeline;
  /** When the verdict was told, in milliseconds since the push. */
  readonly toldAt: number;
}

const STEP = /^✓ (\w+) .* ([\d.]+) (ms|s)$/gm;

/** Ships a service with the real program; `verdict` is the line that tells the end. */
export async function shipRun(
  world: JourneyWorld,
  service: string,
  verdict: string,
  environment: Readonly<Record<string, string>> = {},
): Promise<ShipRun> {
  const started = performance.now();
  const startedAt = Date.now();
  const call = world.start(['ship', service, '--json'], { environment });
  const told = call.line(verdict).then(() => Date.now());
  const result = await call.result;
  const total = performance.now() - started;
  const { release } = result.json(ShipOutput);
  if (release === undefined) throw new Error(result.stderr);
  const timeline = readRecording(world, release.recording ?? release.id);
  const steps: Record<string, number> = {};
  for (const [, name = '', value, unit] of result.stderr.matchAll(STEP))
    steps[name] = Number(value) * (unit === 's' ? 1000 : 1);
  const pushedAt = Date.parse(timeline.header.at0);
  const beforePush = pushedAt - startedAt;
  return { total, beforePush, steps, release, timeline, toldAt: (await told) - pushedAt };
}

export function readRecording(world: JourneyWorld, name: string): Timeline {
  const packed = readFileSync(join(world.root, '.lounge', 'recordings', `${name}.ndjson.gz`));
  return parseTimeline(gunzipSync(packed).toString(), name);
}

/** When the last pod of the release became ready, and when it first answered. */
export function readyAndAnswered({ header, events }: Timeline): { readyAt: number; answeredAt: number } {
  let readyAt = 0;
  let answeredAt = 0;
  const seen = new Set<string>();
  for (const event of events) {
    if (event.type === 'watch') {
      const name = readyPod(event.object, header.tag ?? '');
      if (name === undefined || seen.has(name)) continue;
      seen.add(name);
      readyAt = event.at;
    }
    const isGood = event.type === 'probe' && event.status === 200 && (event.body ?? '').includes(header.tag ?? '');
    if (isGood && answeredAt === 0) answeredAt = event.at;
  }
  return { readyAt, answeredAt };
}

interface PodLike {
  readonly kind?: string;
  readonly metadata?: { readonly name?: string };
  readonly spec?: { readonly containers?: readonly { readonly image?: string }[] };
  readonly status?: { readonly conditions?: readonly { readonly type?: string; readonly status?: string }[] };
}

function readyPod(object: PodLike, tag: string): string | undefined {
  if (object.kind !== 'Pod' || object.spec?.containers?.some(({ image }) => image?.includes(tag)) !== true)
    return undefined;
  const isReady = object.status?.conditions?.some(({ type, status }) => type === 'Ready' && status === 'True');
  return isReady === true ? object.metadata?.name : undefined;
}

/** The median of each step. */
export function stepRows(runs: readonly ShipRun[]): readonly BenchRow[] {
  return Object.keys(runs[0]?.steps ?? {}).map((step) => ({
    name: `  step ${step}`,
    value: median(runs.map((run) => run.steps[step] ?? 0)),
    unit: 'ms',
  }));
}
