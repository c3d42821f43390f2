import { LoungeError } from '../../domain/errors.ts';
import type { Release } from '../../domain/release.ts';
import type { ReleaseHeader, Timeline } from '../../domain/timeline.ts';
import { parseTimeline } from '../../engine/verdict/parse-timeline.ts';
import { replay } from '../../engine/verdict/replay.ts';
import type { Context, Lounge } from '../context.ts';
import { readRecording } from '../read-recording.ts';
import { say } from './messages.ts';

/** A release with all that a promotion takes from it. */
export type ProvenRelease = Release & { readonly digest: string; readonly commit: string };

/**
 * The verdict that a release can show: its recording is judged again, so that what stands in the store alone convinces
 * nobody while the recording is kept. Without a store the recording is enough; without either there is no verdict.
 */
export async function proofOf(
  context: Context,
  lounge: Lounge,
  release: ProvenRelease,
): Promise<{ readonly verdict: string; readonly next: 'proveVerify' | 'proveShip' }> {
  const timeline = await recordedTimeline(lounge, release.recording ?? release.id);
  const kept = release.verdict?.verdict;
  if (timeline === undefined)
    return { verdict: kept ?? say(context.language, 'lost'), next: kept === 'FAIL' ? 'proveShip' : 'proveVerify' };
  const replayed = isOf(timeline.header, release) ? replay(timeline).verdict : undefined;
  if (kept === undefined && replayed === undefined)
    return { verdict: say(context.language, 'lost'), next: 'proveVerify' };
  if (replayed === undefined || (kept !== undefined && kept !== replayed))
    return { verdict: say(context.language, 'unfit'), next: 'proveShip' };
  return { verdict: replayed, next: replayed === 'FAIL' || replayed === 'SUPERSEDED' ? 'proveShip' : 'proveVerify' };
}

async function recordedTimeline(lounge: Lounge, name: string): Promise<Timeline | undefined> {
  const text = await readRecording(lounge, name);
  if (text === undefined) return undefined;
  try {
    return parseTimeline(text, name);
  } catch (error) {
    if (error instanceof LoungeError) return undefined;
    throw error;
  }
}

function isOf(header: ReleaseHeader, release: ProvenRelease): boolean {
  return (
    header.service === release.service && header.commit === release.commit && header.digests.includes(release.digest)
  );
}
