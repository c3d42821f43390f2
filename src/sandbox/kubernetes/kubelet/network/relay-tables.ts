import type { KubernetesObject, ObjectStore } from '../../store/object-store.ts';
import {
  CLUSTER_DOMAIN,
  type RelayName,
  type RelayService,
  type RelayTables,
  type RelayTarget,
} from './relay-protocol.ts';

interface ServiceSpec {
  readonly clusterIP?: string;
  readonly clusterIPs?: readonly string[];
  readonly publishNotReadyAddresses?: boolean;
  readonly ports?: readonly { readonly name?: string; readonly port: number; readonly protocol?: string }[];
}

interface Endpoint {
  readonly addresses?: readonly string[];
  readonly hostname?: string;
  readonly conditions?: { readonly ready?: boolean };
}

const SERVICE_LABEL = 'kubernetes.io/service-name';

/** Addresses and names of all services, from what the API says of them. */
export function relayTables(store: ObjectStore): RelayTables {
  const slices = Map.groupBy(
    store.list('EndpointSlice'),
    (slice) => `${slice.metadata.namespace}/${slice.metadata.labels?.[SERVICE_LABEL]}`,
  );
  const services: RelayService[] = [];
  const names: RelayName[] = [];
  for (const service of store.list('Service')) {
    const spec = (service.spec ?? {}) as ServiceSpec;
    const own = slices.get(`${service.metadata.namespace}/${service.metadata.name}`) ?? [];
    const name = `${service.metadata.name}.${service.metadata.namespace}.svc.${CLUSTER_DOMAIN}`;
    if (spec.clusterIP && spec.clusterIP !== 'None') {
      names.push({ name, ips: [spec.clusterIP] });
      services.push(...addressesOf(spec, spec.clusterIP, own));
    } else if (spec.clusterIP === 'None') names.push(...headlessNames(name, own));
  }
  return { services, names };
}

function addressesOf(spec: ServiceSpec, ip: string, slices: readonly KubernetesObject[]): RelayService[] {
  return (spec.ports ?? [])
    .filter(({ protocol }) => protocol === undefined || protocol === 'TCP')
    .map(({ port, name }) => ({ ip, port, targets: slices.flatMap((slice) => targetsOf(slice, name ?? '')) }));
}

function targetsOf(slice: KubernetesObject, portName: string): RelayTarget[] {
  const ports = (slice.ports ?? []) as readonly { readonly name?: string; readonly port?: number }[];
  const port = ports.find(({ name }) => (name ?? '') === portName)?.port;
  if (port === undefined) return [];
  return readyEndpoints(slice).flatMap(({ addresses }) => (addresses ?? []).map((ip) => ({ ip, port })));
}

/** A headless service is its pods: together by its name, one by one by their host names. */
function headlessNames(name: string, slices: readonly KubernetesObject[]): RelayName[] {
  const endpoints = slices.flatMap(readyEndpoints);
  const single = endpoints.filter(({ hostname }) => hostname);
  return [
    { name, ips: endpoints.flatMap(({ addresses }) => addresses ?? []) },
    ...single.map(({ hostname, addresses }) => ({ name: `${hostname}.${name}`, ips: addresses ?? [] })),
  ];
}

function readyEndpoints(slice: KubernetesObject): Endpoint[] {
  const endpoints = (slice.endpoints ?? []) as readonly Endpoint[];
  return endpoints.filter(({ conditions }) => conditions?.ready !== false);
}
