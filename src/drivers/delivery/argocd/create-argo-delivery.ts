import type { Cluster, ClusterObject } from '../../../ports/cluster.ts';
import type { ClusterAdministration } from '../../../ports/cluster-administration.ts';
import type { Delivery } from '../../../ports/delivery.ts';
import { inspectArgo } from './inspect-argo.ts';

/** https://argo-cd.readthedocs.io/en/stable/user-guide/annotations-and-labels/ */
const REFRESH = 'argocd.argoproj.io/refresh';

/** Argo CD by the Application objects in its namespace; nothing but the refresh annotation is ever written. */
export function createArgoDelivery(options: {
  readonly cluster: Cluster;
  readonly administration: ClusterAdministration;
  readonly namespace: string;
}): Delivery {
  const { cluster, administration, namespace } = options;
  return {
    namespace,
    refresh: async (application, { timeoutMs, signal, hard }) => {
      const limit = AbortSignal.any([AbortSignal.timeout(timeoutMs), ...(signal === undefined ? [] : [signal])]);
      await cluster.annotate('Application', namespace, application, { [REFRESH]: hard === true ? 'hard' : 'normal' });
      return await acknowledged(cluster, namespace, application, limit);
    },
    inspect: async () => await inspectArgo(cluster, administration, namespace),
  };
}

/** The controller takes the annotation away when it begins to act on it; a list that no longer has it says so as well. */
async function acknowledged(cluster: Cluster, namespace: string, name: string, limit: AbortSignal): Promise<boolean> {
  const done = new AbortController();
  await cluster.watch('Application', namespace, { name, signal: AbortSignal.any([limit, done.signal]) }, (event) => {
    if (event.type === 'watch' && event.event !== 'DELETED' && !isAsked(event.object)) done.abort();
  });
  return done.signal.aborted;
}

function isAsked(application: ClusterObject): boolean {
  const { annotations } = application.metadata;
  return typeof annotations === 'object' && annotations !== null && Object.hasOwn(annotations, REFRESH);
}
