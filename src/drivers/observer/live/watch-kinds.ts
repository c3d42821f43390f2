import type { ReleaseHeader } from '../../../domain/timeline.ts';
import type { Cluster, ClusterEvent, ClusterObject } from '../../../ports/cluster.ts';
import type { Emit } from './emitter.ts';
import { pushTime } from './push-time.ts';

/** Kinds of the namespace that a verdict rests on. */
const KINDS = ['Deployment', 'StatefulSet', 'ReplicaSet', 'Pod', 'Service', 'EndpointSlice', 'Job', 'CronJob', 'Event'];
/** Kubernetes Events after these tell nothing new. */
const MOST_EVENTS = 10_000;

export interface WatchKindsOptions {
  readonly cluster: Cluster;
  readonly header: ReleaseHeader;
  readonly argocdNamespace: string;
  readonly signal: AbortSignal;
  readonly emit: Emit;
  /** What must be told before this state of a pod is, if anything. */
  readonly beforePod: (event: 'ADDED' | 'MODIFIED' | 'DELETED', pod: ClusterObject) => Promise<void> | undefined;
  /** Sees every object after it was told. */
  readonly onObject: (event: 'ADDED' | 'MODIFIED' | 'DELETED', object: ClusterObject) => void;
}

/** Watches the Application of the release and everything in its namespace, each kind on its own. */
export async function watchKinds(options: WatchKindsOptions): Promise<void> {
  const { cluster, header, signal } = options;
  const tell = (event: ClusterEvent) => {
    options.emit(event);
    if (event.type === 'watch') options.onObject(event.event, event.object);
  };
  const tellers: Readonly<Record<string, typeof tell>> = {
    Event: onlyRecentEvents(pushTime(header, cluster), tell),
    Pod: heldBack(tell, options.beforePod),
  };
  await Promise.all([
    cluster.watch('Application', options.argocdNamespace, { name: header.application, signal }, tell),
    ...KINDS.map((kind) => cluster.watch(kind, header.namespace, { signal }, tellers[kind] ?? tell)),
  ]);
}

/** In their order, each held until what must come before it was told. */
function heldBack(
  tell: (event: ClusterEvent) => void,
  before: WatchKindsOptions['beforePod'],
): (event: ClusterEvent) => void {
  let last: Promise<void> | undefined;
  return (event) => {
    const wanted = event.type === 'watch' ? before(event.event, event.object) : undefined;
    if (last === undefined && wanted === undefined) return tell(event);
    const turn = Promise.all([last, wanted]).then(() => {
      tell(event);
      if (last === turn) last = undefined;
    });
    last = turn;
  };
}

/** Leaves out the Kubernetes Events of before the push, and counts a list without them. */
function onlyRecentEvents(pushedAt: () => number, tell: (event: ClusterEvent) => void): (event: ClusterEvent) => void {
  const kept = new Set<unknown>();
  let told = 0;
  return (event) => {
    if (event.type === 'listed') return tell({ ...event, count: kept.size });
    if (event.type !== 'watch') return tell(event);
    const key = event.object.metadata['uid'] ?? event.object.metadata.name;
    if (event.event === 'DELETED' ? !kept.delete(key) : lastSeenAt(event.object) < pushedAt()) return;
    if (event.event !== 'DELETED') kept.add(key);
    if (told++ < MOST_EVENTS) tell(event);
  };
}

/** When it happened last, in milliseconds; the fields that tell it differ from recorder to recorder. */
function lastSeenAt(object: ClusterObject): number {
  const series = object['series'];
  const inSeries =
    typeof series === 'object' && series !== null && 'lastObservedTime' in series ? series.lastObservedTime : undefined;
  const times = [
    object['lastTimestamp'],
    inSeries,
    object['eventTime'],
    object['firstTimestamp'],
    object.metadata['creationTimestamp'],
  ];
  const known = times
    .map((time) => (typeof time === 'string' ? Date.parse(time) : Number.NaN))
    .filter((time) => !Number.isNaN(time));
  return known.length === 0 ? Number.POSITIVE_INFINITY : Math.max(...known);
}
