import { namespaceOf } from '../../domain/lounge-config.ts';
import type { Release } from '../../domain/release.ts';
import type { ServiceSpec } from '../../domain/service-spec.ts';
import { applicationName } from '../../engine/manifest/layout.ts';
import { pinnedImage } from '../../engine/manifest/pinned-image.ts';
import { runningState, type RunningState } from '../../engine/plan/running-state.ts';
import type { Context, Lounge } from '../context.ts';
import { inspectPinned } from '../inspect-pinned.ts';

/** One look at what runs of a service now. */
export async function observeNow(
  context: Context,
  lounge: Lounge,
  spec: ServiceSpec,
  environment: string,
  release: Release | undefined,
): Promise<RunningState> {
  const engine = await lounge.engine(environment);
  const namespace = namespaceOf(lounge.config, environment);
  const keepsPods = spec.kind === 'Deployment' || spec.kind === 'StatefulSet';
  const [application, pods, endpoint, image] = await Promise.all([
    engine.cluster.get(
      'Application',
      engine.delivery.namespace,
      applicationName(lounge.config, spec.name, environment),
    ),
    engine.cluster.list('Pod', namespace, { app: spec.name }),
    keepsPods && spec.health.protocol === 'http'
      ? engine.cluster.probe(namespace, spec.name, spec.servicePort, spec.health.path, {
          timeoutMs: 3000,
          signal: context.signal,
        })
      : undefined,
    release === undefined ? undefined : inspectPinned(lounge, pinnedImage(lounge.config, release)),
  ]);
  const digests = [release?.digest, ...(image?.manifests ?? [])].filter((digest) => digest !== undefined);
  const answer = endpoint === undefined ? undefined : 'status' in endpoint ? endpoint.status : endpoint.error;
  return runningState({ application, pods, digests, replicas: keepsPods ? spec.replicas : 0, endpoint: answer });
}
