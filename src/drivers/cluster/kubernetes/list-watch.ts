import type { Clock } from '../../../ports/clock.ts';
import type { ClusterEvent, ClusterObject } from '../../../ports/cluster.ts';
import type { ApiClient, ApiResponse } from './api-client.ts';
import { parseJson } from './api-status.ts';
import { connectionProblem } from './connection-problem.ts';
import { createLineDecoder } from './line-decoder.ts';
import { readPage } from './object-reading.ts';
import { readBody } from './read-body.ts';
import { createSeenObjects, type SeenObjects } from './seen-objects.ts';
import { isRecord, stripObject } from './strip-object.ts';

export interface ListWatchOptions {
  readonly client: ApiClient;
  readonly kind: string;
  readonly apiVersion: string;
  /** Path of the collection. */
  readonly path: string;
  /** Only the object of this name. */
  readonly name?: string | undefined;
  readonly signal: AbortSignal;
  readonly clock: Clock;
  /** In [0, 1). */
  readonly random: () => number;
  readonly onEvent: (event: ClusterEvent) => void;
}

/** An open watch outlives the credential it was opened with, so none is kept open longer than this. */
const WATCH_SECONDS = 3;
/** Beyond its time a watch is taken for dead: a connection that went away without a word. */
const GRACE_MS = 1000;
const OPEN_MS = 5000;
const LIST_MS = 15_000;
const PAGE = '500';
const MOST_PAGES = 100;
const MAX_LIST_BYTES = 64 * 1024 * 1024;
const MAX_EVENT_BYTES = 8 * 1024 * 1024;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 2000;

/** Why a list or watch was refused, in the word of a `gap`. */
class Refused extends Error {
  readonly retryAfterMs: number | undefined;
  constructor(reason: string, retryAfterMs?: number) {
    super(reason);
    this.retryAfterMs = retryAfterMs;
  }
}

/**
 * Lists, then watches from there, until the signal. A watch that ends or breaks is taken up where it was; when that is
 * refused (401, 403, 410, no connection) there is a `gap`, at each try again, until everything was listed anew.
 * https://kubernetes.io/docs/reference/using-api/api-concepts/#efficient-detection-of-changes
 */
export async function listWatch(options: ListWatchOptions): Promise<void> {
  const seen = createSeenObjects();
  let version: string | undefined;
  let failures = 0;
  while (!options.signal.aborted) {
    try {
      version = version === undefined ? await list(options, seen) : await watch(options, seen, version);
      failures = 0;
    } catch (error) {
      if (options.signal.aborted) return;
      const reason = error instanceof Refused ? error.message : connectionProblem(error);
      options.onEvent({ type: 'gap', kind: options.kind, reason });
      version = undefined;
      await pause(options, failures++, error instanceof Refused ? error.retryAfterMs : undefined);
    }
  }
}

/** 0.25 s, doubled up to 2 s, and a quarter more or less, so that the kinds do not ask all at once. */
async function pause(options: ListWatchOptions, failures: number, atLeastMs = 0): Promise<void> {
  const wait = Math.min(FIRST_PAUSE_MS * 2 ** failures, LONGEST_PAUSE_MS) * (0.75 + options.random() / 2);
  await options.clock.sleep(Math.max(wait, atLeastMs), options.signal).catch(() => {});
}

async function list(options: ListWatchOptions, seen: SeenObjects): Promise<string> {
  const objects: ClusterObject[] = [];
  let next: string | undefined;
  for (let page = 0; page < MOST_PAGES; page++) {
    const response = await accepted(options, { limit: PAGE, continue: next }, LIST_MS);
    const body = await readBody(response, MAX_LIST_BYTES);
    const content = body.complete ? readPage(parseJson(body.bytes.toString()), options) : undefined;
    if (content === undefined) throw new Refused('not a list');
    objects.push(...content.objects);
    next = content.next;
    if (next !== undefined) continue;
    for (const event of seen.relist(objects)) options.onEvent(event);
    options.onEvent({ type: 'listed', kind: options.kind, count: objects.length });
    return content.version;
  }
  throw new Refused('too many objects');
}

/** One watch to its end; the version to go on from. Broken off in the middle it is as good as ended: nothing was lost yet. */
async function watch(options: ListWatchOptions, seen: SeenObjects, from: string): Promise<string> {
  const startedAt = options.clock.now();
  const query = {
    watch: 'true',
    allowWatchBookmarks: 'true',
    resourceVersion: from,
    timeoutSeconds: String(WATCH_SECONDS),
  };
  const response = await accepted(options, query, OPEN_MS);
  let version = from;
  let refused: Refused | undefined;
  const decoder = createLineDecoder(MAX_EVENT_BYTES, (line, cut) => {
    if (refused !== undefined || line === '') return;
    const result = cut ? new Refused('object too large') : take(options, seen, line);
    if (result instanceof Refused) refused = result;
    else version = result ?? version;
  });
  const timer = setTimeout(() => response.body.destroy(), WATCH_SECONDS * 1000 + GRACE_MS);
  try {
    for await (const chunk of response.body as AsyncIterable<Buffer>) {
      decoder.push(chunk);
      if (refused !== undefined) throw refused;
    }
  } catch (error) {
    if (error === refused) throw error;
  } finally {
    clearTimeout(timer);
    response.body.destroy();
  }
  // A server that ends its watches at once must not be asked in a hot loop.
  if (version === from && options.clock.now() - startedAt < FIRST_PAUSE_MS) await pause(options, 0);
  return version;
}

/** Passes one watch event on; the version that it brings, or why the watch is over. */
function take(options: ListWatchOptions, seen: SeenObjects, line: string): string | Refused | undefined {
  const event = parseJson(line);
  if (!isRecord(event) || !isRecord(event['object'])) return new Refused('not a watch event');
  const type = event['type'];
  if (type === 'ERROR')
    return new Refused(typeof event['object']['code'] === 'number' ? String(event['object']['code']) : 'error');
  const object = stripObject(event['object'], options);
  const metadata = isRecord(event['object']['metadata']) ? event['object']['metadata'] : {};
  if (object !== undefined && (type === 'ADDED' || type === 'MODIFIED' || type === 'DELETED')) {
    const change = seen.change(type, object);
    if (change !== undefined) options.onEvent(change);
  }
  return typeof metadata['resourceVersion'] === 'string' && metadata['resourceVersion'] !== ''
    ? metadata['resourceVersion']
    : undefined;
}

async function accepted(
  options: ListWatchOptions,
  query: Readonly<Record<string, string | undefined>>,
  timeoutMs: number,
): Promise<ApiResponse> {
  const selector = options.name === undefined ? undefined : `metadata.name=${options.name}`;
  const response = await options.client.request({
    path: options.path,
    query: { ...query, fieldSelector: selector },
    signal: options.signal,
    timeoutMs,
  });
  if (response.status === 200) return response;
  response.body.destroy();
  throw new Refused(String(response.status), response.retryAfterMs);
}
