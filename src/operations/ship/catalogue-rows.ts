import { namespaceOf } from '../../domain/lounge-config.ts';
import type { Release } from '../../domain/release.ts';
import type { CatalogueRow } from '../../engine/manifest/catalogue.ts';
import { kustomizationPath } from '../../engine/manifest/layout.ts';
import type { Lounge } from '../context.ts';
import { readServiceAt } from '../read-service.ts';

/** What is proven of every service that the branch still holds: its newest release that passed. */
export async function catalogueRows(lounge: Lounge, commit: string): Promise<readonly CatalogueRow[]> {
  const repository = await lounge.repository();
  const newest = new Map<string, Release>();
  for (const release of await lounge.store.releases()) {
    const key = `${release.service} ${release.environment}`;
    if (release.verdict?.verdict === 'PASS' && !newest.has(key)) newest.set(key, release);
  }
  const rows: CatalogueRow[] = [];
  for (const release of [...newest.values()].toSorted((a, b) => (a.id < b.id ? -1 : 1))) {
    if ((await repository.tree(commit, kustomizationPath(release.service, release.environment))) === undefined)
      continue;
    rows.push(await rowOf(lounge, commit, release));
  }
  return rows;
}

async function rowOf(lounge: Lounge, commit: string, release: Release): Promise<CatalogueRow> {
  const { config } = lounge;
  const spec = await readServiceAt(lounge, commit, release.service);
  const hasService = spec.kind === 'Deployment' || spec.kind === 'StatefulSet';
  return {
    service: release.service,
    description: spec.description,
    environment: release.environment,
    tag: release.tag,
    digest: release.digest ?? '',
    commit: release.commit ?? '',
    ...(hasService
      ? { address: `${release.service}.${namespaceOf(config, release.environment)}:${spec.servicePort}` }
      : {}),
    ...(spec.exposed ? { publicName: `${release.service}.${config.domain}` } : {}),
    provenAt: release.finishedAt ?? (release.pushedAt ?? release.startedAt) + (release.verdict?.at ?? 0),
  };
}
