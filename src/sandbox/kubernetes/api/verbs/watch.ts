import type { KubernetesObject, WatchEvent } from '../../store/object-store.ts';
import { badRequest } from '../../store/status-failure.ts';
import type { ResourceRequest } from '../api-request.ts';
import { rendererFor } from '../render-object.ts';
import { selectFrom, type Select } from '../selectors/select.ts';
import { selectedObjects, tooLarge, versionNumber } from './list.ts';

/** A client that reads this much too slowly is cut off; it lists anew. */
const MOST_UNREAD = 32 * 1024 * 1024;
const SHORTEST_DEFAULT_SECONDS = 1800;
const LONGEST_SECONDS = 24 * 3600;

/** Streams changes, one JSON document a line, until the time is up or the client has gone. */
export async function watchObjects(request: ResourceRequest): Promise<void> {
  const { query, context, resource, target, signal } = request;
  const { store } = context;
  const select = selectFrom(query, resource.kind, target);
  const seconds = timeoutFrom(query);
  const plan = planFrom(query, Number(store.resourceVersion));
  const stream = new WatchStream(request, select);
  // Subscribed before the answer begins: what is too old is still answered as a failure.
  const stop = store.watch(resource.kind, (event) => stream.event(event), plan.since);
  stream.begin();
  if (plan.initial) for (const object of selectedObjects(request).filter(select)) stream.added(object);
  if (plan.endMark) stream.bookmark({ 'k8s.io/initial-events-end': 'true' });
  const bookmarks = query.get('allowWatchBookmarks') === 'true';
  const untick = bookmarks ? context.ticks.subscribe(() => stream.bookmark()) : undefined;
  await timeOrAbort(seconds * 1000, signal);
  stop();
  untick?.();
  if (bookmarks && !signal.aborted) stream.bookmark();
  request.response.end();
}

interface WatchPlan {
  /** Changes after it; undefined: from now. */
  readonly since?: string;
  /** Whether everything there is now comes first. */
  readonly initial: boolean;
  readonly endMark: boolean;
}

function planFrom(query: URLSearchParams, current: number): WatchPlan {
  const version = query.get('resourceVersion') ?? '';
  const streaming = query.get('sendInitialEvents');
  if (streaming !== null && query.get('resourceVersionMatch') !== 'NotOlderThan') {
    throw badRequest('sendInitialEvents requires setting resourceVersionMatch to NotOlderThan');
  }
  const wanted = version === '' ? 0 : versionNumber(version);
  if (wanted > current) throw tooLarge(wanted, current);
  if (streaming === 'true') return { initial: true, endMark: query.get('allowWatchBookmarks') === 'true' };
  if (streaming === 'false' && wanted === 0) return { initial: false, endMark: false };
  return wanted === 0 ? { initial: true, endMark: false } : { since: version, initial: false, endMark: false };
}

function timeoutFrom(query: URLSearchParams): number {
  const text = query.get('timeoutSeconds') ?? '0';
  if (!/^\d{1,9}$/.test(text)) throw badRequest(`timeoutSeconds: Invalid value: ${JSON.stringify(text.slice(0, 50))}`);
  const asked = Number(text);
  // Spread out, so that many watches do not all come back at once.
  return asked === 0 ? SHORTEST_DEFAULT_SECONDS * (1 + Math.random()) : Math.min(asked, LONGEST_SECONDS);
}

/** Events as this client should hear them: an object that begins or ceases to match is added or deleted. */
class WatchStream {
  readonly #request: ResourceRequest;
  readonly #select: Select;
  readonly #renderer;
  #begun = false;
  #early: string[] = [];

  constructor(request: ResourceRequest, select: Select) {
    this.#request = request;
    this.#select = select;
    this.#renderer = rendererFor(request);
  }

  begin(): void {
    const { response } = this.#request;
    response.writeHead(200, { 'content-type': 'application/json', 'cache-control': 'no-cache, private' });
    response.flushHeaders();
    this.#begun = true;
    for (const line of this.#early.splice(0)) this.#write(line);
  }

  event({ type, object, previous }: WatchEvent): void {
    const now = type !== 'DELETED' && this.#select(object);
    const before = previous !== undefined && this.#select(previous);
    if (now) this.#send(before ? 'MODIFIED' : 'ADDED', object);
    else if (before) this.#send('DELETED', object);
  }

  added(object: KubernetesObject): void {
    this.#send('ADDED', object);
  }

  bookmark(annotations?: Record<string, string>): void {
    const { resource, view, context, accept } = this.#request;
    const metadata = { resourceVersion: context.store.resourceVersion, ...(annotations ? { annotations } : {}) };
    const whole = { kind: resource.kind, apiVersion: view.apiVersion, metadata } as KubernetesObject;
    const text = accept.as === 'Table' ? JSON.stringify(tableOf(metadata, whole)) : JSON.stringify(whole);
    this.#write(`{"type":"BOOKMARK","object":${text}}\n`);
  }

  #send(type: WatchEvent['type'], object: KubernetesObject): void {
    this.#write(`{"type":"${type}","object":${this.#renderer.object(object)}}\n`);
  }

  #write(line: string): void {
    if (!this.#begun) {
      this.#early.push(line);
      return;
    }
    const { response } = this.#request;
    response.write(line);
    if (response.writableLength > MOST_UNREAD) response.destroy();
  }
}

function tableOf(metadata: Record<string, unknown>, object: unknown): Record<string, unknown> {
  const rows = [{ cells: [], object }];
  return { kind: 'Table', apiVersion: 'meta.k8s.io/v1', metadata, columnDefinitions: [], rows };
}

async function timeOrAbort(milliseconds: number, signal: AbortSignal): Promise<void> {
  await new Promise<void>((resolve) => {
    if (signal.aborted) return resolve();
    const timer = setTimeout(resolve, milliseconds);
    signal.addEventListener(
      'abort',
      () => {
        clearTimeout(timer);
        resolve();
      },
      { once: true },
    );
  });
}
