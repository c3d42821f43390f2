import type { ObjectStore } from '../../store/object-store.ts';

interface ServiceSpec {
  readonly clusterIP?: string;
  readonly ports?: readonly { readonly name?: string; readonly port: number; readonly protocol?: string }[];
}

/** The variables by which Kubernetes tells a container of the services that exist when it starts. */
export function serviceLinks(store: ObjectStore, namespace: string): [string, string][] {
  return store.list('Service', { namespace }).flatMap((service) => {
    const { clusterIP, ports = [] } = (service.spec ?? {}) as ServiceSpec;
    const [first] = ports;
    if (!clusterIP || clusterIP === 'None' || !first) return [];
    const prefix = variableName(service.metadata.name);
    const named = ports.filter(({ name }) => name);
    return [
      [`${prefix}_SERVICE_HOST`, clusterIP],
      [`${prefix}_SERVICE_PORT`, String(first.port)],
      ...named.map(
        ({ name = '', port }) => [`${prefix}_SERVICE_PORT_${variableName(name)}`, String(port)] as [string, string],
      ),
      [`${prefix}_PORT`, urlOf(clusterIP, first)],
      ...ports.flatMap((port) => dockerLink(prefix, clusterIP, port)),
    ] as [string, string][];
  });
}

function dockerLink(prefix: string, ip: string, port: { port: number; protocol?: string }): [string, string][] {
  const protocol = (port.protocol ?? 'TCP').toLowerCase();
  const name = `${prefix}_PORT_${port.port}_${protocol.toUpperCase()}`;
  return [
    [name, urlOf(ip, port)],
    [`${name}_PROTO`, protocol],
    [`${name}_PORT`, String(port.port)],
    [`${name}_ADDR`, ip],
  ];
}

function urlOf(ip: string, { port, protocol }: { readonly port: number; readonly protocol?: string }): string {
  return `${(protocol ?? 'TCP').toLowerCase()}://${ip}:${port}`;
}

function variableName(name: string): string {
  return name.toUpperCase().replaceAll('-', '_');
}
