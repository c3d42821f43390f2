import { LoungeError } from '../../../domain/errors.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Cluster } from '../../../ports/cluster.ts';
import type { ClusterAdministration } from '../../../ports/cluster-administration.ts';
import { createApiCalls, type ApiCalls } from './api-calls.ts';
import { createApiClient } from './api-client.ts';
import { clusterAdministration } from './cluster-administration.ts';
import { measuringSkew } from './clock-skew.ts';
import { listWatch } from './list-watch.ts';
import { streamLog } from './log-stream.ts';
import { objectReading } from './object-reading.ts';
import { objectWriting } from './object-writing.ts';
import { probeService } from './probe-service.ts';
import { knownResource, pathOf } from './resource-paths.ts';
import { isRecord } from './strip-object.ts';

export interface KubernetesClusterOptions {
  /** Name of the engine in lounge.yaml. */
  readonly engine: string;
  /** Path; $KUBECONFIG or ~/.kube/config when left out. */
  readonly kubeconfig?: string | undefined;
  /** The current context when left out. */
  readonly context?: string | undefined;
  readonly clock: Clock;
  /** In [0, 1), for the jitter of retries. */
  readonly random?: () => number;
}

/** The same API, for its owner. */
export function createClusterAdministration(options: KubernetesClusterOptions): ClusterAdministration {
  const client = createApiClient(options);
  return clusterAdministration(client, createApiCalls(client, options.engine), options.clock);
}

/** Any Kubernetes API, by a context of a kubeconfig; nothing is opened before something is asked. */
export function createKubernetesCluster(options: KubernetesClusterOptions): Cluster {
  const { engine, clock, random = Math.random } = options;
  const { client, skewMs } = measuringSkew(createApiClient(options), clock);
  const calls = createApiCalls(client, engine);
  return {
    engine,
    skewMs,
    ...objectReading(calls),
    ...objectWriting(calls),
    check: async () => ({ version: await readVersion(calls) }),
    watch: async (kind, namespace, { name, signal }, onEvent) => {
      const resource = knownResource(kind, engine);
      const path = pathOf(resource, namespace);
      await listWatch({ client, kind, apiVersion: resource.apiVersion, path, name, signal, clock, random, onEvent });
    },
    logs: (namespace, pod, query, onLine) => streamLog(calls, namespace, pod, query, onLine),
    probe: (namespace, service, port, path, query) => probeService(client, { namespace, service, port, path }, query),
  };
}

async function readVersion(calls: ApiCalls): Promise<string> {
  const answer = await calls.answer({ path: '/version' }, { verb: 'read', kind: 'version' });
  const version = answer.found && isRecord(answer.value) ? answer.value['gitVersion'] : undefined;
  if (typeof version === 'string') return version;
  throw new LoungeError('CLUSTER_UNREACHABLE', {
    engine: calls.engine,
    problem: 'what answers there is no Kubernetes',
  });
}
