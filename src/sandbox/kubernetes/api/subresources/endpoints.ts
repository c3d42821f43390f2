import { fieldsAt, fieldsOf, listOf, numberOf, textOf, type Fields } from '../../resources/fields.ts';
import type { KubernetesObject, ObjectStore } from '../../store/object-store.ts';
import { badRequest, statusFailure } from '../../store/status-failure.ts';

/** A port of a pod. */
export interface Endpoint {
  readonly namespace: string;
  readonly pod: string;
  readonly port: number;
}

/** `name`, `name:port`, `scheme:name:port`. */
export function parsePortName(text: string): { readonly name: string; readonly port: string } {
  const parts = text.split(':');
  if (parts.length === 3) {
    if (parts[0] !== 'http')
      throw badRequest(`only http can be proxied, not ${JSON.stringify(parts[0]?.slice(0, 20))}`);
    parts.shift();
  }
  return { name: parts[0] ?? '', port: parts[1] ?? '' };
}

/** A ready endpoint of a Service's port, each time another one. Throws ServiceUnavailable (503) where there is none. */
export function endpointOfService(store: ObjectStore, service: KubernetesObject, port: string): Endpoint {
  const { name, namespace = '' } = service.metadata;
  const ports = listOf(fieldsAt(service, 'spec').ports);
  const wanted = ports.find((item) =>
    port === '' ? ports.length === 1 : item.name === port || textOf(item.port) === port,
  );
  if (!wanted)
    throw statusFailure(
      503,
      'ServiceUnavailable',
      `no service port ${JSON.stringify(port.slice(0, 100))} found for service ${JSON.stringify(name)}`,
    );
  const found = store
    .list('EndpointSlice', { namespace, labels: { 'kubernetes.io/service-name': name } })
    .flatMap((slice) => readyEndpoints(slice, textOf(wanted.name)))
    .map((endpoint) => ({ ...endpoint, namespace }));
  const chosen = found[Math.floor(Math.random() * found.length)];
  if (!chosen)
    throw statusFailure(503, 'ServiceUnavailable', `no endpoints available for service ${JSON.stringify(name)}`);
  return chosen;
}

function readyEndpoints(slice: KubernetesObject, portName: string): { pod: string; port: number }[] {
  const port = listOf(slice.ports).find((item) => textOf(item.name) === portName);
  if (!port) return [];
  return listOf(slice.endpoints)
    .filter((endpoint) => fieldsOf(endpoint.conditions)?.ready !== false)
    .map((endpoint) => ({ pod: podOf(endpoint), port: numberOf(port.port) }))
    .filter(({ pod }) => pod !== '');
}

function podOf(endpoint: Fields): string {
  const reference = fieldsAt(endpoint, 'targetRef');
  return reference.kind === 'Pod' ? textOf(reference.name) : '';
}

/** A pod's port by number, by name, or the only one. */
export function endpointOfPod(pod: KubernetesObject, port: string): Endpoint {
  const { name, namespace = '' } = pod.metadata;
  const ports = listOf(fieldsAt(pod, 'spec').containers).flatMap((container) => listOf(container.ports));
  const named = ports.find((item) => item.name === port);
  const number = /^\d{1,5}$/.test(port)
    ? Number(port)
    : numberOf((named ?? (port === '' ? ports[0] : undefined))?.containerPort);
  if (number < 1 || number > 65_535)
    throw badRequest(`pod ${JSON.stringify(name)} has no port ${JSON.stringify(port.slice(0, 100))}`);
  return { namespace, pod: name, port: number };
}
