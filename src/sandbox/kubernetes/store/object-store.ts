/** Any Kubernetes object. `metadata.resourceVersion` is set by the store alone: one counter for all kinds, as in etcd. */
export interface KubernetesObject {
  apiVersion: string;
  kind: string;
  metadata: ObjectMeta;
  [field: string]: unknown;
}

export interface ObjectMeta {
  name: string;
  generateName?: string;
  namespace?: string;
  uid?: string;
  resourceVersion?: string;
  generation?: number;
  creationTimestamp?: string;
  deletionTimestamp?: string;
  deletionGracePeriodSeconds?: number;
  labels?: Record<string, string>;
  annotations?: Record<string, string>;
  ownerReferences?: OwnerReference[];
  finalizers?: string[];
  managedFields?: unknown[];
}

export interface OwnerReference {
  apiVersion: string;
  kind: string;
  name: string;
  uid: string;
  controller?: boolean;
  blockOwnerDeletion?: boolean;
}

export interface WatchEvent {
  readonly type: 'ADDED' | 'MODIFIED' | 'DELETED';
  readonly object: KubernetesObject;
  /** As it was before a MODIFIED or DELETED: selectors need it to tell who has seen the object. */
  readonly previous?: KubernetesObject;
}

/** Thrown by the store: the API server answers it as a `Status` with this code and reason. */
export interface StatusFailure {
  /** HTTP status. */
  readonly code: number;
  /** NotFound, AlreadyExists, Conflict, Invalid, Forbidden, Expired, BadRequest, … */
  readonly reason: string;
  readonly message: string;
  readonly details?: Readonly<Record<string, unknown>>;
}

export interface ListOptions {
  readonly namespace?: string;
  readonly labels?: Readonly<Record<string, string>>;
}

/** Who writes: what admission policies see as `request.userInfo`. */
export interface UserInfo {
  readonly username: string;
  readonly groups: readonly string[];
}

export interface WriteOptions {
  /** Default: Kubernetes' own controllers. */
  readonly user?: UserInfo;
  /** All checks and defaults, but nothing is stored and nobody hears of it. */
  readonly dryRun?: boolean;
}

/**
 * All objects of the sandbox, in memory and on disk. Objects handed out are frozen or copies: change a copy, then
 * `update`. Every write is checked by admission (defaults, validation, quota, namespace exists) before it is stored.
 */
export interface ObjectStore {
  get(kind: string, namespace: string | undefined, name: string): KubernetesObject | undefined;
  list(kind: string, options?: ListOptions): KubernetesObject[];
  /** Sets uid, resourceVersion, generation, creationTimestamp; expands `generateName`. Throws AlreadyExists, Invalid, Forbidden. */
  create(object: KubernetesObject, options?: WriteOptions): KubernetesObject;
  /**
   * Spec and metadata, never status (but for kinds without the subresource: Application). An update that takes the last
   * finalizer off an object being deleted removes it; a Namespace also needs `spec.finalizers` empty, which its
   * controller does once the namespace is. Throws NotFound, and Conflict when `metadata.resourceVersion` is given and old. A write that
   * changes nothing makes no event. Bumps generation when the spec changed.
   */
  update(object: KubernetesObject, options?: WriteOptions): KubernetesObject;
  /** `status` alone, with the same rule of conflict. */
  updateStatus(object: KubernetesObject, options?: WriteOptions): KubernetesObject;
  /**
   * With finalizers, or a pod's grace period, only the deletionTimestamp is set first. Idempotent. `graceSeconds: 0`
   * deletes a pod at once; a pod without a node, or one that has ended, goes at once anyway. The answer is the object as
   * it is now or last was; undefined where there was none.
   */
  remove(
    kind: string,
    namespace: string | undefined,
    name: string,
    options?: RemoveOptions,
  ): KubernetesObject | undefined;
  /** The counter as it stands. */
  readonly resourceVersion: string;
  /**
   * Events of the kind after `since` (now when left out), in order, synchronously after each write; returns the way to
   * stop. Throws Expired (410) when `since` is older than the history kept.
   */
  watch(kind: string, listener: (event: WatchEvent) => void, since?: string): () => void;
  /** Waits until everything is on disk. */
  flush(): Promise<void>;
}

export interface RemoveOptions {
  readonly user?: UserInfo;
  readonly graceSeconds?: number;
  readonly propagation?: 'Background' | 'Foreground' | 'Orphan';
  readonly uid?: string;
  readonly resourceVersion?: string;
  readonly dryRun?: boolean;
}

/** A control loop: `start` subscribes to the store and returns the way to stop. It never polls what it can watch. */
export interface Controller {
  readonly name: string;
  start(): () => Promise<void>;
}
