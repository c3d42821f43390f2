import type { Release } from '../../domain/release.ts';
import type { ServiceSpec } from '../../domain/service-spec.ts';
import type { Context, Lounge } from '../context.ts';
import { followRelease, isFinal } from './follow-release.ts';
import { releaseHeader } from './release-header.ts';

interface JudgeRequest {
  readonly release: Release;
  readonly spec: ServiceSpec;
  readonly again: boolean;
  readonly watch: boolean;
}

/** Judges a release that is out already. A final verdict stands, unless it is to be observed anew; only then is it replaced. */
export async function judgeRunning(context: Context, lounge: Lounge, request: JudgeRequest): Promise<Release> {
  const { release, spec } = request;
  const settled = release.verdict !== undefined && isFinal({ verdict: release.verdict.verdict });
  if (settled && !request.again && !request.watch) return release;
  const engine = await lounge.engine(release.environment);
  const header = await releaseHeader(lounge, {
    release: request.again ? { ...release, pushedAt: context.clock.now() } : release,
    spec,
  });
  const recording = request.again ? `${release.id}@${context.clock.now()}` : release.id;
  const verdict = await followRelease(context, lounge, engine, { release: recording, header });
  const judged = {
    ...release,
    verdict,
    finishedAt: release.finishedAt ?? context.clock.now(),
    held: verdict.verdict === 'FAIL',
  };
  if (!settled) await lounge.store.saveRelease(judged);
  return judged;
}
