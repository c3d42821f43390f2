import { z } from 'zod';
import { isImageOf } from '../manifest/compare-renders.ts';

const LONGEST_MESSAGE = 300;

/** What a pod says about itself now, as far as it is well-formed. */
const PodFacts = z.object({
  metadata: z.object({ name: z.string(), deletionTimestamp: z.string().optional() }),
  spec: z
    .object({ containers: z.array(z.object({ name: z.string(), image: z.string().catch('') })).catch([]) })
    .optional(),
  status: z
    .object({
      phase: z.string().optional(),
      conditions: z.array(z.object({ type: z.string(), status: z.string() })).optional(),
      containerStatuses: z
        .array(
          z.object({
            name: z.string(),
            restartCount: z.number().catch(0),
            imageID: z.string().catch(''),
            state: z.object({ waiting: z.object({ reason: z.string().optional() }).optional() }).optional(),
          }),
        )
        .optional(),
    })
    .optional(),
});
const ApplicationFacts = z.object({
  status: z
    .object({
      sync: z.object({ status: z.string().optional(), revision: z.string().optional() }).optional(),
      health: z.object({ status: z.string().optional() }).optional(),
      operationState: z.object({ phase: z.string().optional(), message: z.string().optional() }).optional(),
      conditions: z.array(z.object({ type: z.string(), message: z.string().optional() })).optional(),
    })
    .optional(),
});

export interface RunningPod {
  readonly name: string;
  readonly phase: string;
  readonly ready: boolean;
  readonly restarts: number;
  /** Of the container that runs the service's image; empty before it was pulled, and where there is none. */
  readonly digest: string;
  readonly waiting?: string;
}

export interface RunningState {
  /** good: as it was proven; degraded: something is not; unknown: too little was seen. */
  readonly state: 'good' | 'degraded' | 'unknown';
  readonly sync: string;
  readonly health: string;
  /** The commit that Argo CD compared last. */
  readonly revision?: string;
  /** What Argo CD says is wrong; at most 300 characters. */
  readonly message?: string;
  /** What the health path answered: an HTTP status, or what the API server said instead. */
  readonly endpoint?: number | string;
  readonly pods: readonly RunningPod[];
  /** Codes of what is not as it should be: NO_PODS, NOT_READY, OTHER_DIGEST, RESTARTS, OUT_OF_SYNC, DEGRADED, ENDPOINT. */
  readonly problems: readonly string[];
}

export interface Observed {
  readonly application: unknown;
  readonly pods: readonly unknown[];
  readonly digests: readonly string[];
  /** The service's image, without tag; the first container is taken where it is not known. */
  readonly image?: string;
  readonly replicas: number;
  /** HTTP status of the health path, or what the API server said instead; undefined for a service without one. */
  readonly endpoint: number | string | undefined;
}

/** How a service is now, from what the cluster says at this moment. It is no verdict: nothing was watched. */
export function runningState(observed: Observed): RunningState {
  const application = ApplicationFacts.safeParse(observed.application ?? {}).data?.status;
  const pods = observed.pods.flatMap((pod) => podOf(pod, observed.image) ?? []);
  const sync = application?.sync?.status ?? 'Unknown';
  const health = application?.health?.status ?? 'Unknown';
  const problems = [
    ...(observed.replicas > 0 && pods.length === 0 ? ['NO_PODS'] : []),
    ...(pods.filter((pod) => pod.ready).length < observed.replicas && pods.length > 0 ? ['NOT_READY'] : []),
    ...(pods.some((pod) => runsAnother(pod, observed.digests)) ? ['OTHER_DIGEST'] : []),
    ...(pods.some((pod) => pod.restarts > 0) ? ['RESTARTS'] : []),
    ...(sync === 'OutOfSync' ? ['OUT_OF_SYNC'] : []),
    ...(health === 'Degraded' || health === 'Missing' ? ['DEGRADED'] : []),
    ...(observed.endpoint !== undefined && !isGood(observed.endpoint) ? ['ENDPOINT'] : []),
  ];
  const state =
    observed.application === undefined && pods.length === 0 ? 'unknown' : problems.length === 0 ? 'good' : 'degraded';
  const { endpoint } = observed;
  const message = messageOf(application);
  return {
    state,
    sync,
    health,
    pods,
    problems,
    ...(application?.sync?.revision === undefined ? {} : { revision: application.sync.revision }),
    ...(message === undefined ? {} : { message }),
    ...(endpoint === undefined ? {} : { endpoint }),
  };
}

/** A condition that is an error, or why the last sync did not succeed. */
function messageOf(status: z.infer<typeof ApplicationFacts>['status']): string | undefined {
  const error = status?.conditions?.find(({ type }) => type.endsWith('Error'))?.message;
  const operation = status?.operationState;
  const failed = operation?.phase === undefined || operation.phase === 'Succeeded' ? undefined : operation.message;
  return (error ?? failed)?.slice(0, LONGEST_MESSAGE);
}

/** What has ended (the run of a CronJob of last night) runs nothing. */
function runsAnother({ phase, digest }: RunningPod, digests: readonly string[]): boolean {
  return phase !== 'Succeeded' && phase !== 'Failed' && digest !== '' && !digests.includes(digest);
}

function isGood(endpoint: number | string): boolean {
  return typeof endpoint === 'number' && endpoint >= 200 && endpoint < 300;
}

function podOf(object: unknown, image: string | undefined): RunningPod | undefined {
  const parsed = PodFacts.safeParse(object);
  if (!parsed.success || parsed.data.metadata.deletionTimestamp !== undefined) return undefined;
  const { metadata, spec, status } = parsed.data;
  const containers = status?.containerStatuses ?? [];
  const waiting = containers.find((container) => container.state?.waiting?.reason !== undefined)?.state?.waiting
    ?.reason;
  return {
    name: metadata.name,
    phase: status?.phase ?? 'Unknown',
    ready: status?.conditions?.some((condition) => condition.type === 'Ready' && condition.status === 'True') ?? false,
    restarts: containers.reduce((sum, container) => sum + container.restartCount, 0),
    digest: own(containers, spec?.containers ?? [], image)?.imageID.split('@')[1] ?? '',
    ...(waiting === undefined ? {} : { waiting }),
  };
}

/** The state of the container that runs the service's image; sidecars run others. */
function own<T extends { readonly name: string }>(
  states: readonly T[],
  declared: readonly { readonly name: string; readonly image: string }[],
  image: string | undefined,
): T | undefined {
  if (image === undefined || declared.length === 0) return states[0];
  const mine = declared.find((container) => isImageOf(container.image, image));
  return mine === undefined ? undefined : states.find(({ name }) => name === mine.name);
}
