import { z } from 'zod';
import { Conditions, controllerOf, findCondition, isTrue, Metadata, own } from './metadata.ts';
import { PodSpec } from './pod-template.ts';

const Termination = z.object({
  exitCode: z.number().nullish(),
  reason: z.string().nullish(),
  message: z.string().nullish(),
});
const State = z
  .object({
    waiting: z.object({ reason: z.string().nullish(), message: z.string().nullish() }).nullish(),
    running: z.object({}).nullish(),
    terminated: Termination.nullish(),
  })
  .nullish();
const Status = z.object({
  name: z.string(),
  restartCount: z.number(),
  image: z.string().nullish(),
  imageID: z.string().nullish(),
  state: State,
  lastState: State,
});
const Statuses = z.array(Status).nullish();

const Shape = z.object({
  metadata: Metadata,
  spec: PodSpec,
  status: z
    .object({
      phase: z.string().nullish(),
      conditions: Conditions,
      containerStatuses: Statuses,
      initContainerStatuses: Statuses,
    })
    .nullish(),
});

export interface PodContainer {
  readonly name: string;
  readonly kind: 'container' | 'init' | 'sidecar';
  /** As the spec asks for it. */
  readonly wanted: string;
  /** As the runtime names it: `image` may be the config digest, `imageID` a manifest digest. */
  readonly image: string;
  readonly imageId: string;
  readonly running: boolean;
  readonly restarts: number;
  readonly waiting?: { readonly reason: string; readonly message: string };
  /** How it ended last, in any state. */
  readonly ended?: { readonly exitCode: number; readonly reason: string; readonly message: string };
}

export interface Pod {
  readonly metadata: Metadata;
  readonly owner?: { readonly kind: string; readonly uid: string };
  readonly deleting: boolean;
  /** Succeeded or Failed. */
  readonly ended: boolean;
  readonly ready: boolean;
  /** lastTransitionTime of Ready: changes when the pod was not ready in between. */
  readonly readySince: string;
  readonly restarts: number;
  readonly unschedulable?: string;
  /** Of a StatefulSet's pod. */
  readonly revision?: string;
  readonly containers: readonly PodContainer[];
}

export function readPod(object: unknown): Pod | undefined {
  const parsed = Shape.safeParse(object);
  if (!parsed.success) return undefined;
  const { metadata, spec, status } = parsed.data;
  const containers = readContainers(spec, status?.initContainerStatuses ?? [], status?.containerStatuses ?? []);
  const ready = findCondition(status?.conditions, 'Ready');
  const scheduled = findCondition(status?.conditions, 'PodScheduled');
  return {
    metadata,
    owner: controllerOf(metadata),
    deleting: typeof metadata.deletionTimestamp === 'string',
    ended: status?.phase === 'Succeeded' || status?.phase === 'Failed',
    ready: isTrue(ready),
    readySince: ready?.lastTransitionTime ?? '',
    restarts: containers.reduce((sum, container) => sum + container.restarts, 0),
    unschedulable: scheduled?.reason === 'Unschedulable' ? (scheduled.message ?? '') : undefined,
    revision: own(metadata.labels, 'controller-revision-hash'),
    containers,
  };
}

type StatusOf = z.infer<typeof Status>;

function readContainers(spec: PodSpec, init: readonly StatusOf[], main: readonly StatusOf[]): readonly PodContainer[] {
  const statuses = new Map([
    ...init.map((status) => [`init ${status.name}`, status] as const),
    ...main.map((status) => [status.name, status] as const),
  ]);
  return [
    ...(spec.initContainers ?? []).map((container) =>
      readContainer(
        container.name,
        container.restartPolicy === 'Always' ? 'sidecar' : 'init',
        container.image ?? '',
        statuses.get(`init ${container.name}`),
      ),
    ),
    ...(spec.containers ?? []).map((container) =>
      readContainer(container.name, 'container', container.image ?? '', statuses.get(container.name)),
    ),
  ];
}

function readContainer(
  name: string,
  kind: PodContainer['kind'],
  wanted: string,
  status: StatusOf | undefined,
): PodContainer {
  const ended = status?.state?.terminated ?? status?.lastState?.terminated;
  const waiting = status?.state?.waiting;
  return {
    name,
    kind,
    wanted,
    image: status?.image ?? '',
    imageId: status?.imageID ?? '',
    running: status?.state?.running !== null && status?.state?.running !== undefined,
    restarts: status?.restartCount ?? 0,
    ...(waiting ? { waiting: { reason: waiting.reason ?? '', message: waiting.message ?? '' } } : {}),
    ...(ended
      ? { ended: { exitCode: ended.exitCode ?? 0, reason: ended.reason ?? '', message: ended.message ?? '' } }
      : {}),
  };
}
