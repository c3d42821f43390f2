import { z } from 'zod';
import { Conditions, Metadata, own, type Condition } from './metadata.ts';

const Resource = z.object({
  kind: z.string().nullish(),
  name: z.string().nullish(),
  status: z.string().nullish(),
  message: z.string().nullish(),
  hook: z.boolean().nullish(),
  hookPhase: z.string().nullish(),
  hookType: z.string().nullish(),
  requiresPruning: z.boolean().nullish(),
});
export type ApplicationResource = z.infer<typeof Resource>;
const Resources = z.array(Resource).nullish();

const Operation = z.object({ sync: z.object({ revision: z.string().nullish() }).nullish() });

const Shape = z.object({
  metadata: Metadata,
  operation: Operation.nullish(),
  status: z
    .object({
      conditions: Conditions,
      reconciledAt: z.string().nullish(),
      resources: Resources,
      sync: z.object({ revision: z.string().nullish(), status: z.string().nullish() }).nullish(),
      operationState: z
        .object({
          phase: z.string().nullish(),
          message: z.string().nullish(),
          startedAt: z.string().nullish(),
          finishedAt: z.string().nullish(),
          retryCount: z.number().nullish(),
          operation: Operation.nullish(),
          syncResult: z.object({ revision: z.string().nullish(), resources: Resources }).nullish(),
        })
        .nullish(),
    })
    .nullish(),
});

export interface Application {
  readonly metadata: Metadata;
  readonly deleting: boolean;
  readonly refreshAsked: boolean;
  readonly conditions: readonly Condition[];
  /** The compared revision, and what the comparison said. */
  readonly revision?: string;
  readonly syncStatus?: string;
  readonly reconciledAt?: string;
  readonly resources: readonly ApplicationResource[];
  /** An operation is requested, running, or waits to be retried. */
  readonly operating: boolean;
  readonly phase?: string;
  readonly operationMessage: string;
  readonly operationRevision?: string;
  readonly startedAt?: string;
  readonly finishedAt?: string;
  readonly retryCount: number;
  /** What the last operation did to each resource. */
  readonly results: readonly ApplicationResource[];
}

export function readApplication(object: unknown): Application | undefined {
  const parsed = Shape.safeParse(object);
  if (!parsed.success) return undefined;
  const { metadata, operation, status } = parsed.data;
  const state = status?.operationState;
  const phase = state?.phase ?? undefined;
  return {
    metadata,
    deleting: typeof metadata.deletionTimestamp === 'string',
    refreshAsked: own(metadata.annotations, 'argocd.argoproj.io/refresh') !== undefined,
    conditions: status?.conditions ?? [],
    revision: status?.sync?.revision ?? undefined,
    syncStatus: status?.sync?.status ?? undefined,
    reconciledAt: status?.reconciledAt ?? undefined,
    resources: status?.resources ?? [],
    operating: (operation !== null && operation !== undefined) || phase === 'Running' || phase === 'Terminating',
    phase,
    operationMessage: state?.message ?? '',
    operationRevision: state?.syncResult?.revision ?? state?.operation?.sync?.revision ?? undefined,
    startedAt: state?.startedAt ?? undefined,
    finishedAt: state?.finishedAt ?? undefined,
    retryCount: state?.retryCount ?? 0,
    results: state?.syncResult?.resources ?? [],
  };
}
