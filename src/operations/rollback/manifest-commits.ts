import type { Release } from '../../domain/release.ts';
import { servicePaths } from '../../engine/manifest/layout.ts';
import type { CommitInfo } from '../../ports/repository.ts';
import type { Lounge } from '../context.ts';

const MOST = 20;

/** What else changed in the manifests of a service since its last release that passed: a rollback takes back the bump and leaves these. Newest first. */
export async function manifestCommits(lounge: Lounge, bad: Release): Promise<readonly CommitInfo[]> {
  const { service, environment, commit } = bad;
  const earlier = (await lounge.store.releases({ service, environment })).filter(
    ({ id, startedAt, verdict }) => id !== bad.id && startedAt < bad.startedAt && verdict?.verdict === 'PASS',
  );
  const from = earlier[0]?.commit;
  if (from === undefined || commit === undefined) return [];
  const path = servicePaths(service).manifests;
  const commits = await (await lounge.repository()).log({ from, to: commit, path, limit: MOST });
  return commits.filter(({ trailers }) => trailers['Lounge-Release'] === undefined).toReversed();
}
