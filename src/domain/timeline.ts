import { z } from 'zod';

const Text = z.string();
const At = z.number();
const Digests = z.array(Text).max(1000);

/** The first line of a recording: what was released, and what the service declares about itself. */
export const ReleaseHeader = z.object({
  type: z.literal('release'),
  service: Text.min(1),
  namespace: Text.min(1),
  application: Text.min(1),
  workload: z.object({ kind: Text.min(1), name: Text.min(1) }),
  commit: Text.min(1),
  previousCommit: Text.nullish(),
  branch: Text.nullish(),
  /** The repository, without tag and digest. */
  image: Text.min(1),
  tag: Text.nullish(),
  /** What the tag names, then the platform manifests of an index. */
  digests: Digests.min(1),
  /** Absent or without a port: the service answers no HTTP. */
  health: z
    .object({ path: Text.nullish(), port: z.union([z.number(), Text]).nullish(), echoesTag: z.boolean().nullish() })
    .nullish(),
  soakSeconds: z.number().min(0),
  deadlineSeconds: z.number().positive(),
  /** What the service declares, not what a manifest says. */
  replicas: z
    .number()
    .int()
    .min(0)
    .nullish()
    .transform((declared) => declared ?? 1),
  logErrorPatterns: z.array(Text.max(500)).max(100).nullish(),
  /** ISO time of the push. */
  at0: Text.refine((text) => !Number.isNaN(Date.parse(text)), 'must be an ISO time'),
  /** States that would otherwise leave a release UNVERIFIED or fail it, declared by the service. */
  declares: z.array(z.enum(['suspended', 'deleted', 'old-pods'])).nullish(),
  /** Ids of the planner's acceptance checks; each must be seen to hold. */
  criteria: z.array(Text).max(200).nullish(),
  /** Public names that lead to the service. */
  routes: z.array(Text).max(50).nullish(),
});
export type ReleaseHeader = z.infer<typeof ReleaseHeader>;

const WatchEvent = z.object({
  at: At,
  type: z.literal('watch'),
  event: z.enum(['ADDED', 'MODIFIED', 'DELETED']),
  object: z.custom<Readonly<Record<string, unknown>>>(
    (value) => typeof value === 'object' && value !== null && !Array.isArray(value),
    'must be an object',
  ),
});
const ListedEvent = z.object({ at: At, type: z.literal('listed'), kind: Text, count: z.number().int().min(0) });
const GapEvent = z.object({ at: At, type: z.literal('gap'), kind: Text, reason: Text });
const GitEvent = z.object({
  at: At,
  type: z.literal('git'),
  remoteHead: Text,
  contains: z.custom<Readonly<Record<string, boolean>>>(
    (value) =>
      typeof value === 'object' &&
      value !== null &&
      !Array.isArray(value) &&
      Object.values(value).every((held) => typeof held === 'boolean'),
    'must map commits to true or false',
  ),
});
const RenderEvent = z.object({
  at: At,
  type: z.literal('render'),
  commit: Text,
  images: z.array(Text).max(10_000).nullish(),
  error: Text.nullish(),
});
const RegistryEvent = z.object({
  at: At,
  type: z.literal('registry'),
  tag: Text.nullish(),
  digest: Text.nullish(),
  manifests: Digests.nullish(),
  configs: Digests.nullish(),
});
const ProbeEvent = z.object({
  at: At,
  type: z.literal('probe'),
  url: Text.nullish(),
  status: z.number().int().nullish(),
  body: Text.nullish(),
  /** What the API server itself answered instead of the service. */
  error: Text.nullish(),
});
const LogEvent = z.object({
  at: At,
  type: z.literal('log'),
  pod: Text,
  container: Text.nullish(),
  /** The container's clock. */
  time: Text.nullish(),
  line: Text,
  /** So many lines were left out here, as there were too many; the line then says so. */
  omitted: z.number().int().nullish(),
});
/** Whether an acceptance check of the planner held. */
const CriterionEvent = z.object({
  at: At,
  type: z.literal('criterion'),
  id: Text,
  holds: z.boolean(),
  detail: Text.nullish(),
});
/** Whether a public name is approved, and whether it reaches this release. */
const RouteEvent = z.object({
  at: At,
  type: z.literal('route'),
  host: Text,
  approved: z.boolean(),
  reached: z.boolean().nullish(),
  detail: Text.nullish(),
});

/** Time went by without news until here: written when that alone has changed the verdict. */
const TimeEvent = z.object({ at: At, type: z.literal('time') });

/** One thing that an observer saw; `at` is in milliseconds since the push, negative for what was there before. */
export const TimelineEvent = z.discriminatedUnion('type', [
  WatchEvent,
  ListedEvent,
  GapEvent,
  GitEvent,
  RenderEvent,
  RegistryEvent,
  ProbeEvent,
  LogEvent,
  CriterionEvent,
  RouteEvent,
  TimeEvent,
]);
export type TimelineEvent = z.infer<typeof TimelineEvent>;
/** The event of one type. */
export type TimelineEventOf<Type extends TimelineEvent['type']> = Extract<TimelineEvent, { readonly type: Type }>;

export interface Timeline {
  readonly header: ReleaseHeader;
  readonly events: readonly TimelineEvent[];
}
