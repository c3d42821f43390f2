import type { Duplex } from 'node:stream';
import type { Node } from './kubernetes/kubelet/contract.ts';
import type { KubernetesObject, ObjectStore } from './kubernetes/store/object-store.ts';

interface EndpointSlice extends KubernetesObject {
  endpoints?: { conditions?: { ready?: boolean }; targetRef?: { name?: string; namespace?: string } }[];
  ports?: { port?: number }[] | null;
}

/** How the gateway finds the pods of a Service: the first host label is the service, in the one namespace that is published. */
export function serviceConnector(store: ObjectStore, node: Node, namespace: string) {
  return {
    resolve: (host: string): { namespace: string; service: string } | undefined => {
      const name = host.toLowerCase().split(':')[0] ?? '';
      const [service = '', ...rest] = name.split('.');
      if (rest.length < 2 || rest.at(-1) !== 'localhost') return undefined;
      return store.get('Service', namespace, service) ? { namespace, service } : undefined;
    },
    connect: async (space: string, service: string): Promise<Duplex> => {
      const found = readyEndpoints(store, space, service);
      const chosen = found[Math.floor(Math.random() * found.length)];
      if (chosen === undefined) throw Object.assign(new Error(`no ready pod behind ${service}`), { code: 'ENOENT' });
      return await node.connect(space, chosen.pod, chosen.port);
    },
    services: (): readonly { namespace: string; service: string }[] =>
      store.list('Service', { namespace }).map((service) => ({ namespace, service: service.metadata.name })),
  };
}

function readyEndpoints(store: ObjectStore, namespace: string, service: string): { pod: string; port: number }[] {
  const slices = store.list('EndpointSlice', {
    namespace,
    labels: { 'kubernetes.io/service-name': service },
  }) as EndpointSlice[];
  return slices.flatMap((slice) => {
    const port = slice.ports?.find((one) => one.port !== undefined)?.port;
    const pods = (slice.endpoints ?? [])
      .filter((endpoint) => endpoint.conditions?.ready === true)
      .map((endpoint) => endpoint.targetRef?.name);
    return port === undefined ? [] : pods.flatMap((pod) => (pod === undefined ? [] : [{ pod, port }]));
  });
}
