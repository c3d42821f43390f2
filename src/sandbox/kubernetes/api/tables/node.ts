import { fieldsAt, listOf, textOf, type Fields } from '../../resources/fields.ts';
import type { KubernetesObject } from '../../store/object-store.ts';
import { ageOf } from './human-duration.ts';
import { columns, type TableDefinition } from './table-definition.ts';

const ROLE = 'node-role.kubernetes.io/';

export const nodeTable: TableDefinition = {
  columns: columns(
    'Name',
    'Status',
    'Roles',
    'Age',
    'Version',
    '+Internal-IP',
    '+External-IP',
    '+OS-Image',
    '+Kernel-Version',
    '+Container-Runtime',
  ),
  cells: (node, now) => {
    const status = fieldsAt(node, 'status');
    const info = fieldsAt(status, 'nodeInfo');
    return [
      node.metadata.name,
      statusOf(fieldsAt(node, 'spec'), status),
      rolesOf(node),
      ageOf(node.metadata.creationTimestamp, now),
      textOf(info.kubeletVersion),
      addressOf(status, 'InternalIP'),
      addressOf(status, 'ExternalIP'),
      textOf(info.osImage) || '<unknown>',
      textOf(info.kernelVersion) || '<unknown>',
      textOf(info.containerRuntimeVersion) || '<unknown>',
    ];
  },
};

function statusOf(spec: Fields, status: Fields): string {
  const ready = listOf(status.conditions).find(({ type }) => type === 'Ready');
  const state = ready ? (ready.status === 'True' ? 'Ready' : 'NotReady') : 'Unknown';
  return spec.unschedulable === true ? `${state},SchedulingDisabled` : state;
}

function rolesOf({ metadata }: KubernetesObject): string {
  const roles = Object.keys(metadata.labels ?? {}).filter((label) => label.startsWith(ROLE));
  return (
    roles
      .map((label) => label.slice(ROLE.length))
      .toSorted()
      .join(',') || '<none>'
  );
}

function addressOf(status: Fields, type: string): string {
  return textOf(listOf(status.addresses).find((address) => address.type === type)?.address) || '<none>';
}
