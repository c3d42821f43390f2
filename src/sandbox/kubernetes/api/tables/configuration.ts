import { fieldsAt, fieldsOf, listOf, textOf } from '../../resources/fields.ts';
import { formatSelector } from './format-selector.ts';
import { ageOf } from './human-duration.ts';
import { columns, type TableDefinition } from './table-definition.ts';

function count(value: unknown): number {
  return Object.keys(fieldsOf(value) ?? {}).length;
}

export const configMapTable: TableDefinition = {
  columns: columns('Name', 'Data', 'Age'),
  cells: ({ metadata, data, binaryData }, now) => [
    metadata.name,
    count(data) + count(binaryData),
    ageOf(metadata.creationTimestamp, now),
  ],
};

export const secretTable: TableDefinition = {
  columns: columns('Name', 'Type', 'Data', 'Age'),
  cells: ({ metadata, type, data }, now) => [
    metadata.name,
    textOf(type),
    count(data),
    ageOf(metadata.creationTimestamp, now),
  ],
};

export const leaseTable: TableDefinition = {
  columns: columns('Name', 'Holder', 'Age'),
  cells: (object, now) => [
    object.metadata.name,
    textOf(fieldsAt(object, 'spec').holderIdentity),
    ageOf(object.metadata.creationTimestamp, now),
  ],
};

export const networkPolicyTable: TableDefinition = {
  columns: columns('Name', 'Pod-Selector', 'Age'),
  cells: (object, now) => [
    object.metadata.name,
    formatSelector(fieldsAt(object, 'spec').podSelector ?? {}),
    ageOf(object.metadata.creationTimestamp, now),
  ],
};

export const resourceQuotaTable: TableDefinition = {
  columns: columns('Name', 'Request', 'Limit', 'Age'),
  cells: (object, now) => {
    const [hard, used] = [fieldsAt(object, 'status', 'hard'), fieldsAt(object, 'status', 'used')];
    const parts = Object.keys(hard)
      .toSorted()
      .map((name) => ({ name, text: `${name}: ${textOf(used[name]) || '0'}/${textOf(hard[name])}` }));
    const isLimit = ({ name }: { name: string }): boolean => name.startsWith('limits.');
    return [
      object.metadata.name,
      parts
        .filter((part) => !isLimit(part))
        .map(({ text }) => text)
        .join(', '),
      parts
        .filter(isLimit)
        .map(({ text }) => text)
        .join(', '),
      ageOf(object.metadata.creationTimestamp, now),
    ];
  },
};

export const claimTable: TableDefinition = {
  columns: columns(
    'Name',
    'Status',
    'Volume',
    'Capacity',
    'Access Modes',
    'StorageClass',
    'VolumeAttributesClass',
    'Age',
    '+VolumeMode',
  ),
  cells: (object, now) => {
    const [spec, status] = [fieldsAt(object, 'spec'), fieldsAt(object, 'status')];
    const bound = textOf(spec.volumeName) !== '';
    return [
      object.metadata.name,
      object.metadata.deletionTimestamp === undefined ? textOf(status.phase) : 'Terminating',
      textOf(spec.volumeName),
      bound ? textOf(fieldsAt(status, 'capacity').storage) : '',
      bound && Array.isArray(status.accessModes) ? status.accessModes.map(accessMode).join(',') : '',
      textOf(spec.storageClassName),
      textOf(spec.volumeAttributesClassName) || '<unset>',
      ageOf(object.metadata.creationTimestamp, now),
      textOf(spec.volumeMode) || '<unset>',
    ];
  },
};

function accessMode(mode: unknown): string {
  return textOf(mode).replaceAll(/[a-z]/g, '');
}

/** RoleBinding and ClusterRoleBinding. */
export const bindingTable: TableDefinition = {
  columns: columns('Name', 'Role', 'Age', '+Users', '+Groups', '+ServiceAccounts'),
  cells: (object, now) => {
    const role = fieldsAt(object, 'roleRef');
    const subjects = listOf(object.subjects);
    const names = (kind: string): string =>
      subjects
        .filter((subject) => subject.kind === kind)
        .map(({ namespace, name }) => (namespace === undefined ? textOf(name) : `${textOf(namespace)}/${textOf(name)}`))
        .join(', ');
    return [
      object.metadata.name,
      `${textOf(role.kind)}/${textOf(role.name)}`,
      ageOf(object.metadata.creationTimestamp, now),
      names('User'),
      names('Group'),
      names('ServiceAccount'),
    ];
  },
};

/** Role and ClusterRole are printed with the time itself. */
export const roleTable: TableDefinition = {
  columns: columns('Name', 'Created At'),
  cells: ({ metadata }) => [metadata.name, metadata.creationTimestamp ?? ''],
};

/** Argo CD's own columns for an Application. */
export const applicationTable: TableDefinition = {
  columns: columns('Name', 'Sync Status', 'Health Status', '+Revision', '+Project'),
  cells: (object) => [
    object.metadata.name,
    textOf(fieldsAt(object, 'status', 'sync').status),
    textOf(fieldsAt(object, 'status', 'health').status),
    textOf(fieldsAt(object, 'status', 'sync').revision),
    textOf(fieldsAt(object, 'spec').project),
  ],
};

/** Whatever has no table of its own. */
export const plainTable: TableDefinition = {
  columns: columns('Name', 'Age'),
  cells: ({ metadata }, now) => [metadata.name, ageOf(metadata.creationTimestamp, now)],
};
