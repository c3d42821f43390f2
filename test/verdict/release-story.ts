import type { ReleaseHeader, Timeline, TimelineEvent } from '../../src/domain/timeline.ts';
import { mergeDeep, type JsonObject } from './merge-deep.ts';

const AT0 = Date.parse('2026-01-01T00:00:00.000Z');
export const OLD_COMMIT = 'a'.repeat(40);
export const MY_COMMIT = 'b'.repeat(40);
export const REPOSITORY = 'registry.local/web';
export const OLD_DIGEST = `sha256:${'1'.repeat(64)}`;
export const MY_DIGEST = `sha256:${'2'.repeat(64)}`;
export const OLD_CONFIG = `sha256:${'3'.repeat(64)}`;
export const MY_CONFIG = `sha256:${'4'.repeat(64)}`;
export const OLD_IMAGE = `${REPOSITORY}:v1@${OLD_DIGEST}`;
export const MY_IMAGE = `${REPOSITORY}:v2@${MY_DIGEST}`;
const KINDS = [
  'Application',
  'Deployment',
  'StatefulSet',
  'ReplicaSet',
  'Pod',
  'Service',
  'EndpointSlice',
  'Job',
  'CronJob',
  'Event',
];

/** `at` as Kubernetes writes it: whole seconds. */
export function isoSecond(at: number): string {
  return new Date(Math.floor((AT0 + at) / 1000) * 1000).toISOString().replace('.000', '');
}

export type StoryEvent = TimelineEvent extends infer Event
  ? Event extends TimelineEvent
    ? Omit<Event, 'at'>
    : never
  : never;

/** Writes a recording by hand: objects live in it, and every change of one is an event. */
export interface ReleaseStory {
  readonly header: ReleaseHeader;
  readonly events: TimelineEvent[];
  /** Adds an object, or changes the one of this kind and name. */
  patch(at: number, key: string, change: JsonObject): void;
  remove(at: number, key: string): void;
  tell(at: number, event: StoryEvent): void;
  /** `mine`, `old`, `500`, or what the API server answered instead. */
  probe(at: number, answer: string, service?: string): void;
  gap(at: number, kinds: readonly string[], reason: string): void;
  /** Lists the kinds anew, as they are. */
  relist(at: number, kinds: readonly string[]): void;
  timeline(): Timeline;
}

export function createReleaseStory(overrides: Partial<ReleaseHeader> = {}): ReleaseStory {
  const header = storyHeader(overrides);
  const objects = new Map<string, JsonObject>();
  const events: TimelineEvent[] = [];
  let version = 1000;
  const watch = (at: number, event: 'ADDED' | 'MODIFIED' | 'DELETED', object: JsonObject) => {
    version += 1;
    const written = mergeDeep(object, { metadata: { resourceVersion: String(version) } });
    events.push({ at, type: 'watch', event, object: structuredClone(written) });
  };
  const story: ReleaseStory = {
    header,
    events,
    patch(at, key, change) {
      const known = objects.get(key);
      const object = mergeDeep(known ?? newObject(key, header), change);
      objects.set(key, object);
      watch(at, known === undefined ? 'ADDED' : 'MODIFIED', object);
    },
    remove(at, key) {
      const known = objects.get(key);
      if (known !== undefined) watch(at, 'DELETED', known);
      objects.delete(key);
    },
    tell: (at, event) => void events.push({ at, ...event } as TimelineEvent),
    probe: (at, answer, service) => void events.push(answerOf(at, answer, header, service)),
    gap: (at, kinds, reason) => kinds.forEach((kind) => events.push({ at, type: 'gap', kind, reason })),
    relist(at, kinds) {
      for (const kind of kinds) {
        const found = [...objects].filter(([key]) => key.startsWith(`${kind}/`));
        for (const [, object] of found) watch(at, 'ADDED', object);
        events.push({ at, type: 'listed', kind, count: kind === 'Event' ? 0 : found.length });
      }
    },
    timeline: () => ({ header, events: events.toSorted((one, other) => one.at - other.at) }),
  };
  return story;
}

function storyHeader(overrides: Partial<ReleaseHeader>): ReleaseHeader {
  return {
    type: 'release',
    service: 'web',
    namespace: 'ai-lounge',
    application: 'web',
    workload: { kind: 'Deployment', name: 'web' },
    commit: MY_COMMIT,
    previousCommit: OLD_COMMIT,
    branch: 'main',
    image: REPOSITORY,
    tag: 'v2',
    digests: [MY_DIGEST],
    health: { path: '/healthz', port: 80, echoesTag: true },
    soakSeconds: 20,
    deadlineSeconds: 600,
    replicas: 1,
    logErrorPatterns: ['ERROR', 'FATAL'],
    at0: new Date(AT0).toISOString(),
    ...overrides,
  };
}

function newObject(key: string, header: ReleaseHeader): JsonObject {
  const [kind = '', name = ''] = key.split('/', 2);
  const namespace = kind === 'Application' ? 'argocd' : header.namespace;
  return { kind, metadata: { name, namespace, uid: `uid-${kind}-${name}`, generation: 1 } };
}

function answerOf(at: number, answer: string, header: ReleaseHeader, service = 'web'): TimelineEvent {
  const url = `/api/v1/namespaces/${header.namespace}/services/${service}:80/proxy/healthz`;
  if (/^\d{3}$/.test(answer)) return { at, type: 'probe', url, status: Number(answer), body: 'no' };
  const tags: Readonly<Record<string, string | null | undefined>> = { mine: header.tag, old: 'v1' };
  const version = tags[answer];
  if (version === undefined) return { at, type: 'probe', url, error: answer };
  return { at, type: 'probe', url, status: 200, body: JSON.stringify({ status: 200, version }) };
}

export { KINDS };
