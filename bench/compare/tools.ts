import { z } from 'zod';
import type { ReleaseHeader } from '../../src/domain/timeline.ts';
import type { World } from './world.ts';

/** What a tool answers at one moment. `no`: it gives up with an error. */
export type Answer = 'yes' | 'no' | 'waiting';

export interface Tool {
  readonly name: string;
  ask(world: World, header: ReleaseHeader): Answer;
}

const Condition = z.object({ type: z.string(), status: z.string().default(''), reason: z.string().default('') });
const Workload = z.object({
  metadata: z.object({ generation: z.number().default(0), deletionTimestamp: z.string().optional() }),
  spec: z.object({
    replicas: z.number().default(1),
    progressDeadlineSeconds: z.number().optional(),
    updateStrategy: z.object({ rollingUpdate: z.object({ partition: z.number().default(0) }).optional() }).optional(),
  }),
  status: z
    .object({
      observedGeneration: z.number().default(0),
      replicas: z.number().default(0),
      updatedReplicas: z.number().default(0),
      readyReplicas: z.number().default(0),
      availableReplicas: z.number().default(0),
      currentReplicas: z.number().default(0),
      currentRevision: z.string().default(''),
      updateRevision: z.string().default(''),
      conditions: z.array(Condition).default([]),
    })
    .prefault({}),
});
type Workload = z.infer<typeof Workload>;

const Job = z.object({
  status: z.object({ startTime: z.string().optional(), conditions: z.array(Condition).default([]) }).prefault({}),
});

const Application = z.object({
  operation: z.unknown().optional(),
  status: z
    .object({
      sync: z.object({ status: z.string().default(''), revision: z.string().default('') }).prefault({}),
      health: z.object({ status: z.string().default('') }).prefault({}),
      reconciledAt: z.string().default(''),
      operationState: z.object({ phase: z.string().default(''), finishedAt: z.string().nullish() }).optional(),
    })
    .prefault({}),
});

/** `argocd app wait --sync --health` (cmd/argocd/commands/app.go, checkResourceStatus). It never gives up by itself. */
const argocdAppWait: Tool = {
  name: 'argocd app wait --sync --health',
  ask: (world, header) => {
    const application = world.get('Application', header.application);
    if (application === undefined) return 'waiting';
    const { sync, health } = Application.parse(application).status;
    return sync.status === 'Synced' && health.status === 'Healthy' ? 'yes' : 'waiting';
  },
};

/** `kubectl rollout status` (kubectl/pkg/polymorphichelpers/rollout_status.go). */
const rolloutStatus: Tool = {
  name: 'kubectl rollout status',
  ask: (world, header) => {
    const object = world.get(header.workload.kind, header.workload.name);
    if (object === undefined) return 'no';
    const workload = Workload.parse(object);
    return header.workload.kind === 'StatefulSet' ? statefulSetRolled(workload) : deploymentRolled(workload);
  },
};

/** Whether the live template carries the image of the release, and all of its pods are there. */
export function isRolledOut(world: World, header: ReleaseHeader): boolean {
  const object = world.get(header.workload.kind, header.workload.name);
  const template = JSON.stringify((object as { spec?: { template?: unknown } } | undefined)?.spec?.template ?? null);
  const names = [header.tag, ...header.digests].filter((name) => typeof name === 'string');
  return names.some((name) => template.includes(name)) && rolloutStatus.ask(world, header) === 'yes';
}

function deploymentRolled({ metadata, spec, status }: Workload): Answer {
  if (metadata.generation > status.observedGeneration) return 'waiting';
  if (isOverdue(status.conditions)) return 'no';
  if (status.updatedReplicas < spec.replicas || status.replicas > status.updatedReplicas) return 'waiting';
  return status.availableReplicas < status.updatedReplicas ? 'waiting' : 'yes';
}

function statefulSetRolled({ metadata, spec, status }: Workload): Answer {
  if (status.observedGeneration === 0 || metadata.generation > status.observedGeneration) return 'waiting';
  if (status.readyReplicas < spec.replicas) return 'waiting';
  const partition = spec.updateStrategy?.rollingUpdate?.partition ?? 0;
  if (partition > 0) return status.updatedReplicas < spec.replicas - partition ? 'waiting' : 'yes';
  return status.updateRevision === status.currentRevision ? 'yes' : 'waiting';
}

function isOverdue(conditions: Workload['status']['conditions']): boolean {
  return conditions.some(({ type, reason }) => type === 'Progressing' && reason === 'ProgressDeadlineExceeded');
}

/** Every object of the namespace Current (cli-utils/pkg/kstatus/status/core.go), as `kapply`, Flux and others wait for it. */
const kstatus: Tool = {
  name: 'kstatus, all Current',
  ask: (world) => {
    const answers = [
      ...world.all('Deployment').map((object) => deploymentCurrent(Workload.parse(object))),
      ...world.all('StatefulSet').map((object) => statefulSetCurrent(Workload.parse(object))),
      ...world.all('Job').map((object) => jobCurrent(Job.parse(object))),
    ];
    if (answers.includes('no')) return 'no';
    return answers.includes('waiting') ? 'waiting' : 'yes';
  },
};

function deploymentCurrent({ metadata, spec, status }: Workload): Answer {
  if (metadata.deletionTimestamp !== undefined || metadata.generation !== status.observedGeneration) return 'waiting';
  if (isOverdue(status.conditions)) return 'no';
  const holds = (type: string) => status.conditions.some((one) => one.type === type && one.status === 'True');
  const counted =
    status.replicas === spec.replicas &&
    status.updatedReplicas >= spec.replicas &&
    status.availableReplicas >= status.updatedReplicas &&
    status.readyReplicas >= spec.replicas;
  return counted && holds('Available') && holds('Progressing') ? 'yes' : 'waiting';
}

function statefulSetCurrent({ metadata, spec, status }: Workload): Answer {
  if (metadata.deletionTimestamp !== undefined || metadata.generation !== status.observedGeneration) return 'waiting';
  if (status.replicas !== spec.replicas || status.readyReplicas < spec.replicas) return 'waiting';
  const partition = spec.updateStrategy?.rollingUpdate?.partition ?? 0;
  if (partition > 0) return status.updatedReplicas < spec.replicas - partition ? 'waiting' : 'yes';
  return status.currentReplicas < spec.replicas || status.currentRevision !== status.updateRevision ? 'waiting' : 'yes';
}

/** A Job that has started is Current, whatever becomes of it. */
function jobCurrent({ status }: z.infer<typeof Job>): Answer {
  const is = (type: string) => status.conditions.some((one) => one.type === type && one.status === 'True');
  if (is('Failed')) return 'no';
  return is('Complete') || status.startTime !== undefined ? 'yes' : 'waiting';
}

/** What a careful script asks of Argo CD: no operation, Synced and Healthy at a revision that contains mine, and fresh. */
const argocdAtMyCommit: Tool = {
  name: 'Argo CD at my commit and fresh',
  ask: (world, header) => {
    const object = world.get('Application', header.application);
    if (object === undefined) return 'waiting';
    const { operation, status } = Application.parse(object);
    const { sync, health, reconciledAt, operationState } = status;
    const mine = sync.revision === header.commit || world.contains(sync.revision, header.commit);
    const isIdle = operation === undefined && operationState?.phase !== 'Running';
    const isFresh = reconciledAt >= (operationState?.finishedAt ?? '');
    return mine && isIdle && isFresh && sync.status === 'Synced' && health.status === 'Healthy' ? 'yes' : 'waiting';
  },
};

export const tools: readonly Tool[] = [argocdAppWait, rolloutStatus, kstatus, argocdAtMyCommit];
