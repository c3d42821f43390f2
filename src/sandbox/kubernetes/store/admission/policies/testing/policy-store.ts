import { systemClock } from '../../../../../../platform/clock.ts';
import { createObjectStore, type OpenObjectStore } from '../../../memory-store.ts';
import type { KubernetesObject } from '../../../object-store.ts';

export type Spec = Record<string, unknown>;
export const CONFIG_MAPS = {
  apiGroups: [''],
  apiVersions: ['v1'],
  operations: ['CREATE', 'UPDATE'],
  resources: ['configmaps'],
};

/** A store with the namespace `team`. */
export async function policyStore(): Promise<OpenObjectStore> {
  const store = await createObjectStore({ clock: systemClock });
  store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team', labels: { guarded: 'yes' } } });
  return store;
}

/** Puts a policy about ConfigMaps and its binding into the store. */
export function guardWith(store: OpenObjectStore, spec: Spec, binding: Spec = {}): void {
  store.create({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicy',
    metadata: { name: 'p' },
    spec: { matchConstraints: { resourceRules: [CONFIG_MAPS] }, ...spec },
  });
  store.create({
    apiVersion: 'admissionregistration.k8s.io/v1',
    kind: 'ValidatingAdmissionPolicyBinding',
    metadata: { name: 'b' },
    spec: { policyName: 'p', validationActions: ['Deny'], ...binding },
  });
}

export const configMap = (data: Spec, metadata: Spec = {}): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'ConfigMap',
  metadata: { name: 'web', namespace: 'team', ...metadata },
  data,
});
export const only = (expression: string, more: Spec = {}): Spec => ({ validations: [{ expression, ...more }] });

export function refusal(write: () => unknown): {
  readonly code: number;
  readonly reason: string;
  readonly message: string;
} {
  try {
    write();
  } catch (error) {
    return error as ReturnType<typeof refusal>;
  }
  throw new Error('the write was not refused');
}
