import type { Resource } from '../../resources/resource.ts';
import type { KubernetesObject, ObjectStore, UserInfo } from '../object-store.ts';

/** One write on its way in. */
export interface AdmissionRequest {
  readonly operation: 'CREATE' | 'UPDATE' | 'STATUS' | 'DELETE';
  readonly resource: Resource;
  /** A draft that may be changed; on DELETE the object as it is. */
  readonly object: KubernetesObject;
  /** What it replaces. */
  readonly old?: KubernetesObject;
  readonly store: Pick<ObjectStore, 'get' | 'list'>;
  /** Who writes. */
  readonly user: UserInfo;
  readonly dryRun?: boolean;
}

/** Completes the draft, or throws a StatusFailure to refuse the write. Runs in the order of the list. */
export type Admission = (request: AdmissionRequest) => void;
