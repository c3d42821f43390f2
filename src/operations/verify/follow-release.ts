import type { Release, ReleaseVerdict } from '../../domain/release.ts';
import type { ServiceSpec } from '../../domain/service-spec.ts';
import type { ReleaseHeader, Timeline } from '../../domain/timeline.ts';
import { FINAL_VERDICTS } from '../../domain/verdict.ts';
import { createJudge } from '../../engine/verdict/judge.ts';
import { parseTimeline } from '../../engine/verdict/parse-timeline.ts';
import { replay } from '../../engine/verdict/replay.ts';
import type { Context, Engine, Lounge } from '../context.ts';
import { describeVerdict } from './describe-verdict.ts';
import { FollowSession } from './follow-session.ts';

export interface FollowRequest {
  /** Name of the recording; that of the release, unless it is judged anew. */
  readonly recording: string;
  readonly header: ReleaseHeader;
  /** Whose acceptance checks are run once everything else holds. */
  readonly spec: ServiceSpec;
}

/** The verdict, and the recording that it follows from. */
export type FollowedRelease = Required<Pick<Release, 'verdict' | 'recording'>> & { readonly verdict: ReleaseVerdict };

/**
 * Observes a release live, records what is seen, and judges it event by event until the verdict is final. An
 * interrupted observation goes on in the same recording, with a gap; one that was interrupted for so long that its
 * deadline is near is begun anew. Not final by the deadline: what stands then.
 */
export async function followRelease(
  context: Context,
  lounge: Lounge,
  engine: Engine,
  request: FollowRequest,
): Promise<FollowedRelease> {
  const earlier = await earlierTimeline(lounge, request.recording);
  if (earlier !== undefined && isSettled(earlier)) {
    return { verdict: describeVerdict(replay(earlier).judged, context.language), recording: request.recording };
  }
  const goesOn = earlier !== undefined && !isStale(context, earlier.header) ? earlier : undefined;
  const recording =
    earlier === undefined || goesOn !== undefined
      ? request.recording
      : `${request.recording}-again-${context.clock.now()}`;
  const header = goesOn?.header ?? freshHeader(context, request.header);
  const writer = await lounge.recordings.open(recording, header);
  const session = new FollowSession({
    context,
    engine,
    judge: createJudge(header),
    spec: request.spec,
    header,
    write: (event) => writer.write(event),
  });
  try {
    if (goesOn !== undefined) session.replay(goesOn.events);
    return { verdict: describeVerdict(await session.follow(), context.language), recording };
  } finally {
    await writer.close();
  }
}

async function earlierTimeline(lounge: Lounge, recording: string): Promise<Timeline | undefined> {
  const text = await lounge.recordings.read(recording);
  return text === undefined ? undefined : parseTimeline(text, recording);
}

function isSettled(timeline: Timeline): boolean {
  return FINAL_VERDICTS.has(replay(timeline).verdict);
}

/** Half of the time that a release has is gone without anybody looking: to go on would fail it for our own absence. */
function isStale(context: Context, header: ReleaseHeader): boolean {
  return context.clock.now() - Date.parse(header.at0) > header.deadlineSeconds * 500;
}

/** A release of long ago, like one made by hand, is given the whole time from now on. */
function freshHeader(context: Context, header: ReleaseHeader): ReleaseHeader {
  return isStale(context, header) ? { ...header, at0: new Date(context.clock.now()).toISOString() } : header;
}
