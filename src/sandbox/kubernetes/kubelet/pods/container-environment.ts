import type { ObjectStore } from '../../store/object-store.ts';
import { configFailure } from './container-failure.ts';
import { dataOf } from './data-objects.ts';
import { podField, resourceField, type PodAddress } from './downward-field.ts';
import type { ContainerSpec, EnvironmentVariable, KeyReference, Pod } from './pod-types.ts';
import { serviceLinks } from './service-links.ts';

/**
 * The environment of a container: the image's, links of services, envFrom, then env in order, `$(NAME)` expanded from
 * what stands before. Throws CreateContainerConfigError where a named object or key is missing.
 */
export function containerEnvironment(
  store: ObjectStore,
  pod: Pod,
  container: ContainerSpec,
  image: readonly string[],
  address: PodAddress,
): Map<string, string> {
  const namespace = pod.metadata.namespace ?? 'default';
  const links = pod.spec.enableServiceLinks === false ? [] : serviceLinks(store, namespace);
  const own = new Map<string, string>(fromSources(store, namespace, container));
  for (const variable of container.env ?? []) {
    const known = new Map([...links, ...own]);
    const value = valueOf(store, pod, container, variable, known, address);
    if (value !== undefined) own.set(variable.name, value);
  }
  return new Map([...image.map(splitVariable), ...links, ...own]);
}

/** `$(NAME)` where NAME is known; `$$` is a dollar. */
export function expandVariables(text: string, known: ReadonlyMap<string, string>): string {
  return text.replace(/\$(?:(\$)|\(([^)]+)\))/g, (whole, dollar: string | undefined, name: string) =>
    dollar === undefined ? (known.get(name) ?? whole) : '$',
  );
}

function splitVariable(text: string): readonly [string, string] {
  const equals = text.indexOf('=');
  return equals < 0 ? [text, ''] : [text.slice(0, equals), text.slice(equals + 1)];
}

function* fromSources(store: ObjectStore, namespace: string, container: ContainerSpec): Iterable<[string, string]> {
  for (const { prefix = '', configMapRef, secretRef } of container.envFrom ?? []) {
    const kind = configMapRef ? 'ConfigMap' : 'Secret';
    const { name = '', optional } = configMapRef ?? secretRef ?? {};
    const data = dataOf(store, kind, namespace, name);
    if (!data && optional !== true) throw configFailure(`${kind.toLowerCase()} "${name}" not found`);
    for (const [key, value] of data ?? []) yield [`${prefix}${key}`, value.toString()];
  }
}

function valueOf(
  store: ObjectStore,
  pod: Pod,
  container: ContainerSpec,
  { value, valueFrom }: EnvironmentVariable,
  known: ReadonlyMap<string, string>,
  address: PodAddress,
): string | undefined {
  if (!valueFrom) return expandVariables(value ?? '', known);
  const namespace = pod.metadata.namespace ?? 'default';
  if (valueFrom.configMapKeyRef) return keyOf(store, 'ConfigMap', namespace, valueFrom.configMapKeyRef);
  if (valueFrom.secretKeyRef) return keyOf(store, 'Secret', namespace, valueFrom.secretKeyRef);
  if (valueFrom.fieldRef) return podField(pod, valueFrom.fieldRef.fieldPath, address);
  if (valueFrom.resourceFieldRef) return resourceField(pod, container, valueFrom.resourceFieldRef);
  return '';
}

function keyOf(
  store: ObjectStore,
  kind: 'ConfigMap' | 'Secret',
  namespace: string,
  { name = '', key, optional }: KeyReference,
): string | undefined {
  const data = dataOf(store, kind, namespace, name);
  const value = data?.get(key)?.toString();
  if (value !== undefined || optional === true) return value;
  if (!data) throw configFailure(`${kind.toLowerCase()} "${name}" not found`);
  throw configFailure(`couldn't find key ${key} in ${kind} ${namespace}/${name}`);
}
