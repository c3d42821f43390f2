import type { Release } from '../../domain/release.ts';
import { kustomizationPath } from '../../engine/manifest/layout.ts';
import type { Context, Lounge } from '../context.ts';
import { serviceNames } from '../read-service.ts';
import { releaseOfCommit } from '../status/running-release.ts';
import type { HistoryInput, HistoryOutput } from './operation.ts';

/** Releases of the store and of git, newest first. */
export async function listReleases(context: Context, input: HistoryInput): Promise<HistoryOutput> {
  const lounge = await context.lounge();
  const releases = await releasesOf(lounge, input.service, input.environment, input.limit);
  return { releases: releases.toSorted((a, b) => b.startedAt - a.startedAt).slice(0, input.limit) };
}

/** What the store knows, and what only git knows: releases made by hand, or of before the store was lost. */
async function releasesOf(
  lounge: Lounge,
  service: string | undefined,
  environment: string | undefined,
  limit: number,
): Promise<Release[]> {
  const stored = await lounge.store.releases({
    ...(service === undefined ? {} : { service }),
    ...(environment === undefined ? {} : { environment }),
    limit,
  });
  const found = new Map(stored.map((release) => [release.commit ?? release.id, release]));
  const repository = await lounge.repository();
  const { remoteHead } = await repository.fetch();
  const services = service === undefined ? await serviceNames(lounge) : [service];
  const environments = environment === undefined ? Object.keys(lounge.config.environments) : [environment];
  for (const name of services) {
    for (const place of environments) {
      const commits =
        remoteHead === undefined
          ? []
          : await repository.log({ to: remoteHead, path: kustomizationPath(name, place), limit });
      for (const commit of commits) {
        if (found.has(commit.commit)) continue;
        const release = await releaseOfCommit(lounge, commit, name, place);
        if (release) found.set(commit.commit, release);
      }
    }
  }
  return [...found.values()];
}
