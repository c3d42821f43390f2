import type { KubernetesObject } from '../../kubernetes/store/object-store.ts';
import type { Condition, HealthCode, ResourceStatus, SyncCode } from '../application.ts';

/** One resource of an Application: wanted, there, or both. */
export interface ManagedResource {
  readonly key: string;
  readonly target: KubernetesObject | undefined;
  readonly live: KubernetesObject | undefined;
  readonly modified: boolean;
}

/** An Application's desired state against what is there. */
export interface Comparison {
  /** The commit; under a ComparisonError what was asked for, a branch's name. */
  readonly revision: string;
  readonly syncCode: SyncCode;
  readonly sourceType: string | undefined;
  readonly managed: readonly ManagedResource[];
  readonly hooks: readonly KubernetesObject[];
  readonly resources: readonly ResourceStatus[];
  readonly health: { readonly status: HealthCode; readonly message: string };
  readonly conditions: readonly Condition[];
}
