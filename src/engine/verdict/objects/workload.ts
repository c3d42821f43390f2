import { z } from 'zod';
import { Conditions, Metadata, own, type Condition } from './metadata.ts';
import { imagesOf, PodTemplate } from './pod-template.ts';

const Count = z.number().int().nullish();

const Shape = z.object({
  metadata: Metadata,
  spec: z.object({
    replicas: Count,
    paused: z.boolean().nullish(),
    suspend: z.boolean().nullish(),
    selector: z.object({ matchLabels: z.record(z.string(), z.string()).nullish() }).nullish(),
    template: PodTemplate.nullish(),
    jobTemplate: z.object({ spec: z.object({ template: PodTemplate.nullish() }).nullish() }).nullish(),
    updateStrategy: z
      .object({ type: z.string().nullish(), rollingUpdate: z.object({ partition: Count }).nullish() })
      .nullish(),
  }),
  status: z
    .object({
      observedGeneration: Count,
      replicas: Count,
      updatedReplicas: Count,
      readyReplicas: Count,
      availableReplicas: Count,
      updateRevision: z.string().nullish(),
      conditions: Conditions,
    })
    .nullish(),
});

/** A Deployment, StatefulSet, ReplicaSet, CronJob or Job, as far as its template and counters go. */
export interface Workload {
  readonly metadata: Metadata;
  /** What the spec asks for; Kubernetes' default is 1. */
  readonly replicas: number;
  readonly paused: boolean;
  readonly suspended: boolean;
  readonly selector: Readonly<Record<string, string>>;
  readonly images: readonly string[];
  readonly generation: number;
  readonly observedGeneration: number;
  readonly counters: {
    readonly total: number;
    readonly updated: number;
    readonly ready: number;
    readonly available: number;
  };
  readonly conditions: readonly Condition[];
  /** `deployment.kubernetes.io/revision`. */
  readonly revision?: string;
  readonly updateRevision?: string;
  readonly onDelete: boolean;
  readonly partition: number;
}

export function readWorkload(object: unknown): Workload | undefined {
  const parsed = Shape.safeParse(object);
  if (!parsed.success) return undefined;
  const { metadata, spec, status } = parsed.data;
  const template = spec.template ?? spec.jobTemplate?.spec?.template;
  return {
    metadata,
    replicas: spec.replicas ?? 1,
    paused: spec.paused ?? false,
    suspended: spec.suspend ?? false,
    selector: spec.selector?.matchLabels ?? {},
    images: imagesOf(template?.spec),
    generation: metadata.generation ?? 0,
    observedGeneration: status?.observedGeneration ?? 0,
    counters: {
      total: status?.replicas ?? 0,
      updated: status?.updatedReplicas ?? 0,
      ready: status?.readyReplicas ?? 0,
      available: status?.availableReplicas ?? 0,
    },
    conditions: status?.conditions ?? [],
    revision: own(metadata.annotations, 'deployment.kubernetes.io/revision'),
    updateRevision: status?.updateRevision ?? undefined,
    onDelete: spec.updateStrategy?.type === 'OnDelete',
    partition: spec.updateStrategy?.rollingUpdate?.partition ?? 0,
  };
}
