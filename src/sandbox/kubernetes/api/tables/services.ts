import { fieldsAt, listOf, numberOf, textOf, type Fields } from '../../resources/fields.ts';
import { formatLabels } from './format-selector.ts';
import { ageOf } from './human-duration.ts';
import { columns, type TableDefinition } from './table-definition.ts';

const MOST_SHOWN = 3;

export const serviceTable: TableDefinition = {
  columns: columns('Name', 'Type', 'Cluster-IP', 'External-IP', 'Port(s)', 'Age', '+Selector'),
  cells: (object, now) => {
    const spec = fieldsAt(object, 'spec');
    return [
      object.metadata.name,
      textOf(spec.type),
      textOf(spec.clusterIP) || '<none>',
      externalAddress(spec, fieldsAt(object, 'status', 'loadBalancer')),
      listOf(spec.ports).map(servicePort).join(',') || '<none>',
      ageOf(object.metadata.creationTimestamp, now),
      formatLabels(spec.selector),
    ];
  },
};

function externalAddress(spec: Fields, loadBalancer: Fields): string {
  if (spec.type === 'ExternalName') return textOf(spec.externalName);
  const own = Array.isArray(spec.externalIPs) ? spec.externalIPs.map(textOf) : [];
  const given = listOf(loadBalancer.ingress).map(({ ip, hostname }) => textOf(ip) || textOf(hostname));
  const all = spec.type === 'LoadBalancer' ? [...given, ...own] : own;
  return all.join(',') || (spec.type === 'LoadBalancer' ? '<pending>' : '<none>');
}

function servicePort({ port, nodePort, protocol }: Fields): string {
  return numberOf(nodePort) > 0
    ? `${numberOf(port)}:${numberOf(nodePort)}/${textOf(protocol)}`
    : `${numberOf(port)}/${textOf(protocol)}`;
}

export const endpointSliceTable: TableDefinition = {
  columns: columns('Name', 'AddressType', 'Ports', 'Endpoints', 'Age'),
  cells: (object, now) => {
    const addresses = listOf(object.endpoints).flatMap((endpoint) =>
      Array.isArray(endpoint.addresses) ? endpoint.addresses.map(textOf) : [],
    );
    return [
      object.metadata.name,
      textOf(object.addressType),
      shorten(listOf(object.ports).map(({ port }) => (port === undefined ? '*' : textOf(port)))) || '<unset>',
      shorten(addresses) || '<unset>',
      ageOf(object.metadata.creationTimestamp, now),
    ];
  },
};

export const endpointsTable: TableDefinition = {
  columns: columns('Name', 'Endpoints', 'Age'),
  cells: (object, now) => {
    const all = listOf(object.subsets).flatMap((subset) =>
      listOf(subset.ports).flatMap(({ port }) =>
        listOf(subset.addresses).map(({ ip }) => `${textOf(ip)}:${textOf(port)}`),
      ),
    );
    return [object.metadata.name, shorten(all) || '<none>', ageOf(object.metadata.creationTimestamp, now)];
  },
};

function shorten(all: readonly string[]): string {
  const shown = all.slice(0, MOST_SHOWN).join(',');
  return all.length > MOST_SHOWN ? `${shown} + ${all.length - MOST_SHOWN} more...` : shown;
}
