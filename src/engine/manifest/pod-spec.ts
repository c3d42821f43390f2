import { listOf, readField, recordOf, textOf } from './read-field.ts';

export interface Container {
  readonly name: string;
  readonly image: string | undefined;
  readonly role: 'main' | 'init' | 'ephemeral';
  /** Where it stands in its object. */
  readonly path: readonly (string | number)[];
  readonly value: Readonly<Record<string, unknown>>;
}

const POD_SPECS: ReadonlyMap<string, readonly string[]> = new Map([
  ['Pod', ['spec']],
  ['Deployment', ['spec', 'template', 'spec']],
  ['StatefulSet', ['spec', 'template', 'spec']],
  ['DaemonSet', ['spec', 'template', 'spec']],
  ['ReplicaSet', ['spec', 'template', 'spec']],
  ['ReplicationController', ['spec', 'template', 'spec']],
  ['Job', ['spec', 'template', 'spec']],
  ['CronJob', ['spec', 'jobTemplate', 'spec', 'template', 'spec']],
]);

const ROLES = { containers: 'main', initContainers: 'init', ephemeralContainers: 'ephemeral' } as const;

/** Where the pod spec of a workload is; undefined for an object that runs no pods. */
export function podSpecPath(kind: string): readonly string[] | undefined {
  return POD_SPECS.get(kind);
}

/** The pod spec of a workload; undefined for an object that runs no pods. */
export function podSpecOf(object: { readonly kind: string }): Readonly<Record<string, unknown>> | undefined {
  const path = podSpecPath(object.kind);
  return path ? recordOf(readField(object, path)) : undefined;
}

/** Labels of the pods of a workload. */
export function podLabelsOf(object: { readonly kind: string }): Readonly<Record<string, unknown>> {
  const path = podSpecPath(object.kind);
  if (!path) return {};
  return recordOf(readField(object, [...path.slice(0, -1), 'metadata', 'labels']));
}

/** Every container of a workload: main, init and ephemeral. */
export function containersOf(object: { readonly kind: string }): readonly Container[] {
  const path = podSpecPath(object.kind);
  if (!path) return [];
  return Object.entries(ROLES).flatMap(([field, role]) =>
    listOf(readField(object, [...path, field])).map((item, index) => {
      const value = recordOf(item);
      return {
        name: textOf(value['name']) ?? '',
        image: textOf(value['image']),
        role,
        path: [...path, field, index],
        value,
      };
    }),
  );
}
