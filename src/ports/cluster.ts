/** Any Kubernetes object as JSON. Its shape is checked where it is read. */
export interface ClusterObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly [field: string]: unknown };
  readonly [field: string]: unknown;
}

/** What a watch tells, as in a recording. */
export type ClusterEvent =
  | { readonly type: 'watch'; readonly event: 'ADDED' | 'MODIFIED' | 'DELETED'; readonly object: ClusterObject }
  | { readonly type: 'listed'; readonly kind: string; readonly count: number }
  | { readonly type: 'gap'; readonly kind: string; readonly reason: string };

export interface LogOptions {
  readonly container?: string | undefined;
  /** Go on until the container ends. */
  readonly follow?: boolean | undefined;
  /** The container's last life instead of its present one. */
  readonly previous?: boolean | undefined;
  readonly tailLines?: number | undefined;
  /** RFC 3339; the API counts in whole seconds, lines of that second come again. */
  readonly sinceTime?: string | undefined;
  readonly maxLines?: number | undefined;
  readonly signal?: AbortSignal | undefined;
}

/** One line of a container; `time` is the container's own (RFC 3339). At most 16 KiB of the line are kept. */
export interface LogLine {
  readonly time: string;
  readonly line: string;
}

/** One Kubernetes API. Throws CLUSTER_*. */
export interface Cluster {
  /** Name of the engine in lounge.yaml. */
  readonly engine: string;
  check(): Promise<{ readonly version: string }>;
  /** By how many milliseconds the clock of the API is ahead of ours, as far as its answers told; 0 where they agree. */
  skewMs?(): number;
  get(kind: string, namespace: string | undefined, name: string): Promise<ClusterObject | undefined>;
  list(
    kind: string,
    namespace: string | undefined,
    labels?: Readonly<Record<string, string>>,
  ): Promise<readonly ClusterObject[]>;
  /** List, then watch, for ever until `signal`: relists after 410, reconnects with back-off; every refusal is a `gap`, ended by `listed`. */
  watch(
    kind: string,
    namespace: string,
    options: { readonly name?: string; readonly signal: AbortSignal },
    onEvent: (event: ClusterEvent) => void,
  ): Promise<void>;
  /** Lines of a container as they come. Ends with the container, after `maxLines`, or with the signal. */
  logs(namespace: string, pod: string, options: LogOptions, onLine: (line: LogLine) => void): Promise<void>;
  /** GET through the API server's service proxy. What the API server itself answers is an `error`. */
  probe(
    namespace: string,
    service: string,
    port: number | string,
    path: string,
    options?: { readonly timeoutMs?: number; readonly signal?: AbortSignal },
  ): Promise<ProbeResult>;
  /** Creates or replaces (server-side apply with our field manager). */
  apply(object: ClusterObject): Promise<ClusterObject>;
  /** Adds or replaces annotations, and nothing else; `null` removes one. */
  annotate(
    kind: string,
    namespace: string | undefined,
    name: string,
    annotations: Readonly<Record<string, string | null>>,
  ): Promise<void>;
  remove(kind: string, namespace: string | undefined, name: string): Promise<void>;
}

export type ProbeResult =
  | { readonly url: string; readonly status: number; readonly body: string; readonly contentType: string }
  | { readonly url: string; readonly error: string };
