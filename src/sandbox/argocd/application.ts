import { z } from 'zod';
import type { KubernetesObject } from '../kubernetes/store/object-store.ts';

/** The parts of Argo CD's Application (argoproj.io/v1alpha1) that the sandbox acts on; the rest is kept as it is. */
const text = z.string().max(4096);
const flag = z.boolean();

const DirectorySource = z.looseObject({
  recurse: flag.optional(),
  include: text.optional(),
  exclude: text.optional(),
});

export const ApplicationSource = z.looseObject({
  repoURL: text.default(''),
  path: text.optional(),
  targetRevision: text.optional(),
  chart: text.optional(),
  directory: DirectorySource.optional(),
});
export type ApplicationSource = z.infer<typeof ApplicationSource>;

export const Destination = z.looseObject({
  server: text.optional(),
  name: text.optional(),
  namespace: text.optional(),
});
export type Destination = z.infer<typeof Destination>;

const Backoff = z.looseObject({
  duration: text.optional(),
  factor: z.number().optional(),
  maxDuration: text.optional(),
});

const RetryStrategy = z.looseObject({ limit: z.number().int().optional(), backoff: Backoff.optional() });
export type RetryStrategy = z.infer<typeof RetryStrategy>;

export const IgnoreDifference = z.looseObject({
  group: text.optional(),
  kind: text,
  name: text.optional(),
  namespace: text.optional(),
  jsonPointers: z.array(text).max(100).optional(),
  jqPathExpressions: z.array(text).max(100).optional(),
});
export type IgnoreDifference = z.infer<typeof IgnoreDifference>;

const SyncPolicy = z.looseObject({
  automated: z
    .looseObject({
      prune: flag.optional(),
      selfHeal: flag.optional(),
      allowEmpty: flag.optional(),
      enabled: flag.optional(),
    })
    .optional(),
  syncOptions: z.array(text).max(100).optional(),
  retry: RetryStrategy.optional(),
});

const ApplicationSpec = z.looseObject({
  project: text.optional(),
  source: ApplicationSource.optional(),
  sources: z.array(z.unknown()).optional(),
  destination: Destination.default({}),
  syncPolicy: SyncPolicy.optional(),
  ignoreDifferences: z.array(IgnoreDifference).max(200).optional(),
  revisionHistoryLimit: z.number().int().min(0).max(1000).optional(),
});
export type ApplicationSpec = z.infer<typeof ApplicationSpec>;

const SyncResource = z.looseObject({
  group: text.optional(),
  kind: text,
  name: text,
  namespace: text.optional(),
});

const SyncOperation = z.looseObject({
  revision: text.optional(),
  prune: flag.optional(),
  dryRun: flag.optional(),
  source: ApplicationSource.optional(),
  syncOptions: z.array(text).max(100).optional(),
  resources: z.array(SyncResource).max(5000).optional(),
  manifests: z.array(z.unknown()).optional(),
  syncStrategy: z.looseObject({ apply: z.unknown().optional(), hook: z.unknown().optional() }).optional(),
  autoHealAttemptsCount: z.number().optional(),
});
export type SyncOperation = z.infer<typeof SyncOperation>;

export const Operation = z.looseObject({
  sync: SyncOperation.optional(),
  initiatedBy: z.looseObject({ automated: flag.optional(), username: text.optional() }).optional(),
  retry: RetryStrategy.optional(),
});
export type Operation = z.infer<typeof Operation>;

const Phase = z.enum(['Running', 'Terminating', 'Failed', 'Error', 'Succeeded']);
export type Phase = z.infer<typeof Phase>;
const SyncPhase = z.enum(['PreSync', 'Sync', 'PostSync', 'SyncFail']);
export type SyncPhase = z.infer<typeof SyncPhase>;
const ResultCode = z.enum(['Synced', 'SyncFailed', 'Pruned', 'PruneSkipped']);
export type ResultCode = z.infer<typeof ResultCode>;

export const ResourceResult = z.object({
  group: z.string(),
  version: z.string(),
  kind: z.string(),
  namespace: z.string(),
  name: z.string(),
  status: ResultCode.optional(),
  message: z.string().optional(),
  hookType: SyncPhase.optional(),
  hookPhase: Phase.optional(),
  syncPhase: SyncPhase.optional(),
  images: z.array(z.string()).optional(),
});
export type ResourceResult = z.infer<typeof ResourceResult>;

const SyncResult = z.looseObject({
  resources: z.array(ResourceResult).optional(),
  revision: z.string().default(''),
  source: ApplicationSource,
});

export const OperationState = z.object({
  operation: Operation,
  phase: Phase,
  message: z.string().optional(),
  startedAt: z.string(),
  finishedAt: z.string().optional(),
  retryCount: z.number().optional(),
  syncResult: SyncResult.optional(),
});
export type OperationState = z.infer<typeof OperationState>;

export type SyncCode = 'Synced' | 'OutOfSync' | 'Unknown';
export type HealthCode = 'Healthy' | 'Suspended' | 'Progressing' | 'Missing' | 'Degraded' | 'Unknown';

export interface Condition {
  readonly type: string;
  readonly message: string;
  readonly lastTransitionTime?: string;
}

export interface ResourceStatus {
  readonly group?: string;
  readonly version: string;
  readonly kind: string;
  readonly namespace?: string;
  readonly name: string;
  readonly status?: SyncCode;
  readonly syncWave?: number;
  readonly hook?: true;
  readonly requiresPruning?: true;
}

/** Written by the controller; whatever else is found there is dropped at the next write. */
const ApplicationStatus = z.looseObject({
  sync: z
    .looseObject({ status: z.string().optional(), revision: z.string().optional(), comparedTo: z.unknown() })
    .optional()
    .catch(undefined),
  health: z
    .looseObject({
      status: z.string().optional(),
      message: z.string().optional(),
      lastTransitionTime: z.string().optional(),
    })
    .optional()
    .catch(undefined),
  operationState: OperationState.optional().catch(undefined),
  reconciledAt: z.string().optional().catch(undefined),
  conditions: z
    .array(z.object({ type: z.string(), message: z.string(), lastTransitionTime: z.string().optional() }))
    .optional()
    .catch(undefined),
  history: z
    .array(z.looseObject({ id: z.number() }))
    .optional()
    .catch(undefined),
});
export type ApplicationStatus = z.infer<typeof ApplicationStatus>;

export interface Application {
  readonly object: KubernetesObject;
  readonly name: string;
  readonly namespace: string;
  readonly spec: ApplicationSpec;
  readonly source: ApplicationSource;
  readonly operation: Operation | undefined;
  readonly status: ApplicationStatus;
  /** What is wrong with the spec or the operation, in one sentence. */
  readonly mistake?: string;
}

/** Reads an Application leniently: a field of the wrong type is a `mistake`, never an exception. */
export function readApplication(object: KubernetesObject): Application {
  const spec = ApplicationSpec.safeParse(object.spec ?? {});
  const operation = object.operation === undefined ? undefined : Operation.safeParse(object.operation);
  const status = ApplicationStatus.safeParse(object.status ?? {});
  const mistake = [spec, operation].flatMap((read) => (read?.error ? [sentence(read.error)] : []))[0];
  const readSpec = spec.data ?? { destination: {} };
  return {
    object,
    name: object.metadata.name,
    namespace: object.metadata.namespace ?? '',
    spec: readSpec,
    source: readSpec.source ?? { repoURL: '' },
    operation: operation && (operation.data ?? {}),
    status: status.data ?? {},
    ...(mistake === undefined ? {} : { mistake }),
  };
}

function sentence(error: z.ZodError): string {
  const issue = error.issues[0];
  return `${issue?.path.join('.') ?? ''}: ${issue?.message ?? 'invalid'}`;
}
