import type { Release } from '../../domain/release.ts';
import type { TimelineEvent } from '../../domain/timeline.ts';
import { storyLine } from '../../engine/plan/story-line.ts';
import { parseTimeline } from '../../engine/verdict/parse-timeline.ts';
import { replay } from '../../engine/verdict/replay.ts';
import { makeReceipt } from '../../engine/verdict/receipts.ts';
import type { Context, Lounge } from '../context.ts';
import { readRecording } from '../read-recording.ts';
import type { Story, StoryLine } from './operation.ts';

const MOST_LINES = 200;

/** What happened to a release, in time order, told from its recording; undefined when nothing of that name is recorded. */
export async function tellStory(context: Context, lounge: Lounge, subject: string): Promise<Story | undefined> {
  const release = await findRelease(lounge, subject);
  const id = release?.recording ?? release?.id ?? subject;
  const text = await readRecording(lounge, id);
  if (text === undefined) return undefined;
  const timeline = parseTimeline(text, id);
  const { verdict, reason, message, next, changes } = replay(timeline, context.language);
  const started = Date.parse(timeline.header.at0);
  const seen = timeline.events.flatMap((event) => lineOf(event, started));
  const judged = changes.map((change): StoryLine => ({
    at: change.at,
    source: 'verdict',
    text: `${change.verdict} ${change.reason}`,
    receipt: '',
  }));
  const lines = [...withoutRepeats(seen), ...judged].toSorted((a, b) => a.at - b.at).slice(-MOST_LINES);
  return { release: id, verdict, reason, message, next, lines };
}

/** A release by its id, or the newest of a service. */
async function findRelease(lounge: Lounge, subject: string): Promise<Release | undefined> {
  return (await lounge.store.release(subject)) ?? (await lounge.store.releases({ service: subject, limit: 1 }))[0];
}

function lineOf(event: TimelineEvent, started: number): StoryLine[] {
  const line = storyLine(event);
  return line === undefined ? [] : [{ at: event.at, ...line, receipt: makeReceipt(event, started).id }];
}

/** A probe that says the same every second is told once. */
function withoutRepeats(lines: readonly StoryLine[]): StoryLine[] {
  const last = new Map<string, string>();
  return lines.filter((line) => {
    const repeated = last.get(line.source) === line.text;
    last.set(line.source, line.text);
    return !repeated;
  });
}
