import type { Release } from '../../domain/release.ts';
import type { ServiceSpec } from '../../domain/service-spec.ts';
import { FINAL_VERDICTS } from '../../domain/verdict.ts';
import type { Context, Lounge } from '../context.ts';
import { retell } from './describe-verdict.ts';
import { followRelease } from './follow-release.ts';
import { releaseHeader } from './release-header.ts';

interface JudgeRequest {
  readonly release: Release;
  readonly spec: ServiceSpec;
  /** Observe anew even when the verdict is final. */
  readonly again: boolean;
}

/** Judges a release that is out already. A final verdict stands in the store, also when it is looked at anew. */
export async function judgeRunning(
  context: Context,
  lounge: Lounge,
  { release, spec, again }: JudgeRequest,
): Promise<Release> {
  const settled = release.verdict !== undefined && FINAL_VERDICTS.has(release.verdict.verdict);
  if (release.verdict !== undefined && settled && !again)
    return { ...release, verdict: retell(release.verdict, context.language) };
  const engine = await lounge.engine(release.environment);
  const now = context.clock.now();
  const header = await releaseHeader(lounge, { release: again ? { ...release, pushedAt: now } : release, spec });
  const followed = await followRelease(context, lounge, engine, {
    recording: again ? `${release.id}-again-${now}` : release.id,
    header,
    spec,
  });
  const judged = {
    ...release,
    ...followed,
    finishedAt: release.finishedAt ?? context.clock.now(),
    held: followed.verdict.verdict === 'FAIL',
  };
  if (!settled) await lounge.store.saveRelease(judged);
  return judged;
}
