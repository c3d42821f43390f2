import { z } from 'zod';
import type { TimelineEvent } from '../../domain/timeline.ts';

/** One event as a line of a story: where it was seen, and what. */
export interface StoryText {
  readonly source: string;
  readonly text: string;
}

const Named = z.object({ kind: z.string(), metadata: z.object({ name: z.string() }) });
const Application = z.object({
  status: z
    .object({
      sync: z.object({ status: z.string() }).partial().optional(),
      health: z.object({ status: z.string() }).partial().optional(),
      operationState: z.object({ phase: z.string(), message: z.string() }).partial().optional(),
    })
    .optional(),
});
const Deployment = z.object({
  spec: z.object({ replicas: z.number() }).partial().optional(),
  status: z
    .object({ updatedReplicas: z.number(), readyReplicas: z.number(), availableReplicas: z.number() })
    .partial()
    .optional(),
});
const Pod = z.object({
  metadata: z.object({ deletionTimestamp: z.string().optional() }),
  status: z
    .object({
      phase: z.string().optional(),
      containerStatuses: z
        .array(
          z.object({
            ready: z.boolean().optional(),
            restartCount: z.number().optional(),
            state: z
              .record(z.string(), z.object({ reason: z.string().optional(), exitCode: z.number().optional() }))
              .optional(),
          }),
        )
        .optional(),
    })
    .optional(),
});
const KubernetesEvent = z.object({
  reason: z.string().optional(),
  message: z.string().optional(),
  involvedObject: z.object({ kind: z.string(), name: z.string() }).partial().optional(),
});
const LONGEST = 240;

/** What an event of a recording says to a person; undefined for those that tell nothing by themselves. */
export function storyLine(event: TimelineEvent): StoryText | undefined {
  switch (event.type) {
    case 'watch':
      return watchLine(event.event, event.object);
    case 'gap':
      return { source: `watch ${event.kind}`, text: `not seen: ${event.reason}` };
    case 'git':
      return { source: 'git', text: `head ${event.remoteHead.slice(0, 8)}` };
    case 'render':
      return {
        source: 'render',
        text: event.error ?? `${event.commit.slice(0, 8)}: ${(event.images ?? []).join(', ')}`.slice(0, LONGEST),
      };
    case 'registry':
      return { source: 'registry', text: `${event.tag ?? ''}: ${event.digest ?? 'nothing'}` };
    case 'probe':
      return { source: 'probe', text: event.error ?? `${event.status} ${(event.body ?? '').slice(0, 80)}` };
    case 'log':
      return { source: `log ${event.pod}`, text: event.line.slice(0, LONGEST) };
    case 'criterion':
      return { source: 'criterion', text: `${event.id}: ${event.holds ? 'holds' : (event.detail ?? 'does not hold')}` };
    case 'route':
      return {
        source: 'route',
        text: `${event.host}: ${event.approved ? (event.reached === true ? 'reaches this release' : (event.detail ?? 'not reached')) : 'not approved'}`,
      };
    case 'listed':
    case 'time':
      return undefined;
  }
}

function watchLine(change: string, object: unknown): StoryText | undefined {
  const named = Named.safeParse(object);
  if (!named.success) return undefined;
  const { kind, metadata } = named.data;
  const source = `${kind}/${metadata.name}`;
  if (change === 'DELETED') return kind === 'Event' ? undefined : { source, text: 'deleted' };
  const text = describe(kind, object);
  return text === undefined ? undefined : kind === 'Event' ? eventLine(object) : { source, text };
}

function describe(kind: string, object: unknown): string | undefined {
  if (kind === 'Application') return applicationText(Application.safeParse(object).data);
  if (kind === 'Deployment') return deploymentText(Deployment.safeParse(object).data);
  if (kind === 'Pod') return podText(Pod.safeParse(object).data);
  return kind === 'Event' ? '' : undefined;
}

function applicationText(application: z.infer<typeof Application> | undefined): string {
  const { sync, health, operationState } = application?.status ?? {};
  return [
    sync?.status,
    health?.status,
    operationState?.phase,
    operationState?.phase === 'Running' || operationState?.phase === 'Failed' ? operationState.message : undefined,
  ]
    .filter(Boolean)
    .join(', ')
    .slice(0, LONGEST);
}

function deploymentText(deployment: z.infer<typeof Deployment> | undefined): string {
  const { updatedReplicas = 0, readyReplicas = 0, availableReplicas = 0 } = deployment?.status ?? {};
  return `${deployment?.spec?.replicas ?? 1} wanted, ${updatedReplicas} updated, ${readyReplicas} ready, ${availableReplicas} available`;
}

function podText(pod: z.infer<typeof Pod> | undefined): string {
  const containers = (pod?.status?.containerStatuses ?? []).map(({ ready, restartCount = 0, state = {} }) => {
    const [name = 'unknown', detail] = Object.entries(state)[0] ?? [];
    return [
      detail?.reason ?? name,
      detail?.exitCode === undefined ? '' : `exit ${detail.exitCode}`,
      ready === true ? 'ready' : '',
      restartCount > 0 ? `${restartCount} restarts` : '',
    ]
      .filter(Boolean)
      .join(' ');
  });
  return [pod?.metadata.deletionTimestamp === undefined ? pod?.status?.phase : 'terminating', ...containers]
    .filter(Boolean)
    .join(', ');
}

function eventLine(object: unknown): StoryText | undefined {
  const { data } = KubernetesEvent.safeParse(object);
  if (data?.reason === undefined) return undefined;
  const { kind = '', name = '' } = data.involvedObject ?? {};
  return { source: `${kind}/${name}`, text: `${data.reason}: ${data.message ?? ''}`.slice(0, LONGEST) };
}
