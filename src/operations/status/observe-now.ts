import { namespaceOf } from '../../domain/lounge-config.ts';
import type { Release } from '../../domain/release.ts';
import type { ServiceSpec } from '../../domain/service-spec.ts';
import { applicationName } from '../../engine/manifest/layout.ts';
import { imageNameOf, pinnedImage } from '../../engine/manifest/pinned-image.ts';
import { runningState, type RunningState } from '../../engine/plan/running-state.ts';
import type { Context, Lounge } from '../context.ts';
import { inspectPinned } from '../inspect-pinned.ts';
import { servicePods } from './service-pods.ts';

const PATIENCE_MS = 3000;

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
  const application = applicationName(lounge.config, spec.name, environment);
  const keepsPods = spec.kind === 'Deployment' || spec.kind === 'StatefulSet';
  const probed = keepsPods && spec.health.protocol === 'http';
  const options = { timeoutMs: PATIENCE_MS, signal: context.signal };
  const [found, { pods, replicas }, endpoint, image] = await Promise.all([
    engine.cluster.get('Application', engine.delivery.namespace, application),
    servicePods(engine.cluster, namespace, application, spec),
    probed ? engine.cluster.probe(namespace, spec.name, spec.servicePort, spec.health.path, options) : undefined,
    release === undefined ? undefined : inspectPinned(lounge, pinnedImage(lounge.config, release)),
  ]);
  const digests = [release?.digest, ...(image?.manifests ?? [])].filter((digest) => digest !== undefined);
  const answer = endpoint === undefined ? undefined : 'status' in endpoint ? endpoint.status : endpoint.error;
  return runningState({
    application: found,
    pods,
    digests,
    image: imageNameOf(lounge.config, spec, environment),
    replicas,
    endpoint: answer,
  });
}
