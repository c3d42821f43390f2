import { LoungeError } from '../../domain/errors.ts';
import type { Timeline } from '../../domain/timeline.ts';
import { parseTimeline } from '../../engine/verdict/parse-timeline.ts';
import { judgeUntil, replay } from '../../engine/verdict/replay.ts';
import type { Context } from '../context.ts';
import { describeVerdict } from '../verify/describe-verdict.ts';
import { readRecording } from '../read-recording.ts';
import type { ReplayInput, ReplayOutput } from './operation.ts';

/** Judges a recording: a file, or what was observed of a release. Throws RECORDING_UNKNOWN, TIMELINE_INVALID. */
export async function replayRecording(context: Context, input: ReplayInput): Promise<ReplayOutput> {
  const timeline = parseTimeline(await readText(context, input.timeline), input.timeline);
  if (input.at === undefined) {
    const { verdict, reason, at, message, next, receipts, changes } = replay(timeline, context.language);
    return { verdict, reason, at, message, next, receipts: [...receipts], changes: [...changes] };
  }
  return stateAt(timeline, input.at, context);
}

async function readText(context: Context, name: string): Promise<string> {
  const text =
    (await context.readFile(name)) ??
    (await context.lounge().then(
      async (lounge) => await readRecording(lounge, name),
      () => undefined,
    ));
  if (text === undefined) throw new LoungeError('RECORDING_UNKNOWN', { name });
  return text;
}

function stateAt(timeline: Timeline, at: number, context: Context): ReplayOutput {
  const judge = judgeUntil(timeline, at);
  const { changes } = replay({ header: timeline.header, events: timeline.events.filter((event) => event.at <= at) });
  return { ...describeVerdict(judge.current(), context.language), changes: [...changes], rules: [...judge.explain()] };
}
