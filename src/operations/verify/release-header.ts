import { LoungeError } from '../../domain/errors.ts';
import { namespaceOf } from '../../domain/lounge-config.ts';
import type { Release } from '../../domain/release.ts';
import type { ServiceSpec } from '../../domain/service-spec.ts';
import { ReleaseHeader } from '../../domain/timeline.ts';
import { applicationName } from '../../engine/manifest/layout.ts';
import { pinnedImage } from '../../engine/manifest/pinned-image.ts';
import { inspectPinned } from '../inspect-pinned.ts';
import type { RenderedObject } from '../../ports/renderer.ts';
import { renderOverlayAt } from '../bump/images-at.ts';
import type { Lounge } from '../context.ts';
import { checkId } from './run-checks.ts';

/** Kubernetes' own default. */
const PROGRESS_DEADLINE_SECONDS = 600;

/** What the judge must know of a release before it sees anything: the first line of its recording. */
export async function releaseHeader(
  lounge: Lounge,
  { release, spec }: { readonly release: Release; readonly spec: ServiceSpec },
): Promise<ReleaseHeader> {
  const { config } = lounge;
  if (release.commit === undefined || release.digest === undefined)
    throw new LoungeError('RELEASE_UNKNOWN', { release: release.id });
  const pinned = pinnedImage(config, release);
  const image = await inspectPinned(lounge, pinned);
  const objects = await renderOverlayAt(lounge, release.commit, release.service, release.environment).catch(() => []);
  return ReleaseHeader.parse({
    type: 'release',
    service: release.service,
    namespace: namespaceOf(config, release.environment),
    application: applicationName(config, release.service, release.environment),
    workload: { kind: spec.kind, name: release.service },
    commit: release.commit,
    previousCommit: release.previousCommit ?? release.source,
    branch: config.repository.branch,
    image: pinned.name,
    tag: pinned.tag,
    digests: [...new Set([release.digest, ...(image?.digest === release.digest ? image.manifests : [])])],
    health: healthOf(spec),
    soakSeconds: config.policy.soakSeconds,
    deadlineSeconds: Math.max(config.policy.deadlineSeconds, progressDeadline(objects, spec)),
    replicas: spec.replicas,
    logErrorPatterns: spec.logErrorPatterns ?? config.policy.logErrorPatterns,
    criteria: spec.checks.map(checkId),
    at0: new Date(release.pushedAt ?? release.startedAt).toISOString(),
  });
}

/** A service that speaks no HTTP is proved by the ready pods behind its port alone. */
function healthOf({ health, servicePort, image }: ServiceSpec): ReleaseHeader['health'] {
  if (health.protocol === 'tcp') return { port: servicePort };
  return { path: health.path, port: servicePort, echoesTag: image === undefined && health.echoesTag };
}

function progressDeadline(objects: readonly RenderedObject[], spec: ServiceSpec): number {
  if (spec.kind !== 'Deployment') return 0;
  const workload = objects.find((object) => object.kind === 'Deployment' && object.metadata.name === spec.name);
  const { progressDeadlineSeconds } = (workload?.['spec'] ?? {}) as { progressDeadlineSeconds?: unknown };
  return typeof progressDeadlineSeconds === 'number' ? progressDeadlineSeconds : PROGRESS_DEADLINE_SECONDS;
}
