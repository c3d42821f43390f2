import type { IncomingMessage, ServerResponse } from 'node:http';
import type { Clock } from '../../../platform/clock.ts';
import type { Node } from '../kubelet/contract.ts';
import type { Resource } from '../resources/resource.ts';
import type { ObjectStore } from '../store/object-store.ts';
import type { Accept } from './accept.ts';
import type { User } from './authentication.ts';
import type { ListSnapshots } from './list-snapshots.ts';
import type { ResourcePath } from './request-path.ts';
import type { WatchTicks } from './watch-ticks.ts';

/** What the server itself brings to each request. */
export interface ApiContext {
  readonly store: ObjectStore;
  readonly clock: Clock;
  readonly version: string;
  /** Throws ServiceUnavailable while no node is attached. */
  node(): Node;
  readonly snapshots: ListSnapshots;
  readonly ticks: WatchTicks;
}

export interface ApiRequest {
  readonly context: ApiContext;
  readonly method: string;
  readonly path: string;
  readonly query: URLSearchParams;
  readonly accept: Accept;
  readonly user: User;
  readonly message: IncomingMessage;
  readonly response: ServerResponse;
  /** Aborted when the client has gone. */
  readonly signal: AbortSignal;
}

/** A request for a known resource. */
export interface ResourceRequest extends ApiRequest {
  readonly resource: Resource;
  readonly target: ResourcePath;
  /** Where the events of events.k8s.io and the like differ from what is stored. */
  readonly view: ObjectView;
}

/** How stored objects look under another API version, and back. */
export interface ObjectView {
  readonly apiVersion: string;
  out<T extends object>(object: T): T;
  in<T extends object>(object: T): T;
}
