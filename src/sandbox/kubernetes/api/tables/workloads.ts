import { fieldsAt, numberOf, textOf } from '../../resources/fields.ts';
import type { KubernetesObject } from '../../store/object-store.ts';
import { containerCells, formatLabels, formatSelector } from './format-selector.ts';
import { ageOf } from './human-duration.ts';
import { columns, type TableDefinition } from './table-definition.ts';

const WIDE = ['+Containers', '+Images', '+Selector'];

function wideCells(object: KubernetesObject): string[] {
  return [
    ...containerCells(fieldsAt(object, 'spec', 'template').spec),
    formatSelector(fieldsAt(object, 'spec').selector),
  ];
}

export const deploymentTable: TableDefinition = {
  columns: columns('Name', 'Ready', 'Up-to-date', 'Available', 'Age', ...WIDE),
  cells: (object, now) => {
    const [spec, status] = [fieldsAt(object, 'spec'), fieldsAt(object, 'status')];
    return [
      object.metadata.name,
      `${numberOf(status.readyReplicas)}/${numberOf(spec.replicas)}`,
      numberOf(status.updatedReplicas),
      numberOf(status.availableReplicas),
      ageOf(object.metadata.creationTimestamp, now),
      ...wideCells(object),
    ];
  },
};

export const replicaSetTable: TableDefinition = {
  columns: columns('Name', 'Desired:integer', 'Current:integer', 'Ready:integer', 'Age', ...WIDE),
  cells: (object, now) => {
    const [spec, status] = [fieldsAt(object, 'spec'), fieldsAt(object, 'status')];
    return [
      object.metadata.name,
      numberOf(spec.replicas),
      numberOf(status.replicas),
      numberOf(status.readyReplicas),
      ageOf(object.metadata.creationTimestamp, now),
      ...wideCells(object),
    ];
  },
};

export const statefulSetTable: TableDefinition = {
  columns: columns('Name', 'Ready', 'Age', '+Containers', '+Images'),
  cells: (object, now) => [
    object.metadata.name,
    `${numberOf(fieldsAt(object, 'status').readyReplicas)}/${numberOf(fieldsAt(object, 'spec').replicas)}`,
    ageOf(object.metadata.creationTimestamp, now),
    ...containerCells(fieldsAt(object, 'spec', 'template').spec),
  ],
};

export const daemonSetTable: TableDefinition = {
  columns: columns(
    'Name',
    'Desired:integer',
    'Current:integer',
    'Ready:integer',
    'Up-to-date:integer',
    'Available:integer',
    'Node Selector',
    'Age',
    ...WIDE,
  ),
  cells: (object, now) => {
    const status = fieldsAt(object, 'status');
    return [
      object.metadata.name,
      numberOf(status.desiredNumberScheduled),
      numberOf(status.currentNumberScheduled),
      numberOf(status.numberReady),
      numberOf(status.updatedNumberScheduled),
      numberOf(status.numberAvailable),
      formatLabels(fieldsAt(object, 'spec', 'template', 'spec').nodeSelector),
      ageOf(object.metadata.creationTimestamp, now),
      ...wideCells(object),
    ];
  },
};

export const namespaceTable: TableDefinition = {
  columns: columns('Name', 'Status', 'Age'),
  cells: (object, now) => [
    object.metadata.name,
    textOf(fieldsAt(object, 'status').phase),
    ageOf(object.metadata.creationTimestamp, now),
  ],
};
