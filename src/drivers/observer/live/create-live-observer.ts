import type { ReleaseHeader } from '../../../domain/timeline.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Cluster, ClusterObject } from '../../../ports/cluster.ts';
import type { Observer } from '../../../ports/observer.ts';
import type { Registry } from '../../../ports/registry.ts';
import type { Renders } from '../../../ports/renders.ts';
import type { Repository } from '../../../ports/repository.ts';
import { part } from './container-states.ts';
import { createEmitter } from './emitter.ts';
import { FollowLogs } from './follow-logs.ts';
import { HealthProbe } from './health-probe.ts';
import { watchKinds } from './watch-kinds.ts';
import { RegistryWatch } from './watch-registry.ts';
import { RepositoryWatch } from './watch-repository.ts';

export interface LiveObserverOptions {
  readonly cluster: Cluster;
  readonly repository: Repository;
  readonly renders: Renders;
  readonly registry: Registry;
  readonly clock: Clock;
  /** Namespace of the Application objects. */
  readonly argocdNamespace: string;
  /** Folder, in the repository, of the kustomization that this environment applies for a service. */
  readonly overlayFolder: (service: string) => string;
  /** The file in it that a release changes. */
  readonly overlayFile: (service: string) => string;
}

/** Watches, lists, git, renders, the registry, probes and logs as one stream in the order of arrival, redacted. */
export function createLiveObserver(options: LiveObserverOptions): Observer {
  return {
    observe: async (header, { signal }, onEvent) => {
      const failed = new AbortController();
      const parts = observeAll(options, header, AbortSignal.any([signal, failed.signal]), onEvent);
      // A bug in one part must end the others, or the caller would wait for ever.
      for (const running of parts) running.catch(() => failed.abort());
      await Promise.all(parts);
    },
  };
}

function observeAll(
  options: LiveObserverOptions,
  header: ReleaseHeader,
  signal: AbortSignal,
  onEvent: Parameters<Observer['observe']>[2],
): readonly Promise<void>[] {
  const emit = createEmitter(header, options.clock, (event) => {
    if (!signal.aborted) onEvent(event);
  });
  const common = { ...options, header, signal, emit };
  const overlay = {
    overlayFolder: options.overlayFolder(header.service),
    overlayFile: options.overlayFile(header.service),
  };
  const registry = new RegistryWatch(common);
  const repository = new RepositoryWatch({ ...common, ...overlay, onImages: (images) => registry.lookFor(images) });
  const logs = new FollowLogs(common);
  const probe = new HealthProbe(common);
  const revisions = new Set<unknown>();
  const onObject = (event: 'ADDED' | 'MODIFIED' | 'DELETED', object: ClusterObject) => {
    if (object.kind !== 'Pod') logs.see(event, object);
    if (object.kind === 'Application' && isNewRevision(object, revisions)) repository.look();
    if (changesAnswers(event, object, header.service)) probe.look();
  };
  const beforePod = (event: 'ADDED' | 'MODIFIED' | 'DELETED', pod: ClusterObject) => {
    logs.see(event, pod);
    return logs.lastWords(pod);
  };
  return [watchKinds({ ...common, beforePod, onObject }), logs.run(), repository.run(), registry.run(), probe.run()];
}

/** Somebody else answers from now on: the Service routes to others, or an old pod has ended, as the new ones were waited for. */
function changesAnswers(event: string, object: ClusterObject, service: string): boolean {
  if (object.kind === 'EndpointSlice')
    return part(part(object.metadata, 'labels'), 'kubernetes.io/service-name') === service;
  const phase = part(part(object, 'status'), 'phase');
  return object.kind === 'Pod' && (event === 'DELETED' || phase === 'Succeeded' || phase === 'Failed');
}

/** Argo CD has seen a commit that was not spoken of before: the remote branch has moved. */
function isNewRevision(application: ClusterObject, known: Set<unknown>): boolean {
  const revision = part(part(part(application, 'status'), 'sync'), 'revision');
  if (typeof revision !== 'string' || known.has(revision)) return false;
  known.add(revision);
  return true;
}
