import type { KubernetesObject } from '../kubernetes/store/object-store.ts';
import { apiVersionOf, type Resource } from '../kubernetes/resources/resource.ts';
import { resourceOfKind } from '../kubernetes/resources/resource-table.ts';

export interface ResourceKey {
  readonly group: string;
  readonly version: string;
  readonly kind: string;
  readonly namespace: string;
  readonly name: string;
}

const TRACKING_ID = 'argocd.argoproj.io/tracking-id';

export function keyOf({ apiVersion, kind, metadata }: KubernetesObject): ResourceKey {
  const [group, version] = apiVersion.includes('/') ? apiVersion.split('/', 2) : ['', apiVersion];
  return { group: group ?? '', version: version ?? '', kind, namespace: metadata.namespace ?? '', name: metadata.name };
}

/** One text a resource, whatever the version of its API. */
export function keyText({ group, kind, namespace, name }: Omit<ResourceKey, 'version'>): string {
  return `${group}/${kind}/${namespace}/${name}`;
}

/** The kind as this API server serves it, or undefined where it does not, or not in that group and version. */
export function servedResource(object: Pick<KubernetesObject, 'apiVersion' | 'kind'>): Resource | undefined {
  const resource = resourceOfKind(object.kind);
  return resource && apiVersionOf(resource) === object.apiVersion ? resource : undefined;
}

/** `app:group/Kind:namespace/name`; cluster-scoped resources carry the Application's destination namespace. */
function trackingId(application: string, key: ResourceKey, destinationNamespace: string): string {
  return `${application}:${key.group}/${key.kind}:${key.namespace || destinationNamespace}/${key.name}`;
}

export function withTracking(
  object: KubernetesObject,
  application: string,
  destinationNamespace: string,
): KubernetesObject {
  const id = trackingId(application, keyOf(object), destinationNamespace);
  const annotations = { ...object.metadata.annotations, [TRACKING_ID]: id };
  return { ...object, metadata: { ...object.metadata, annotations } };
}

/**
 * The Application that manages the object. An annotation that names another object was copied along (a Deployment's go
 * to its ReplicaSets) and means nothing.
 */
export function trackedBy(object: KubernetesObject): string | undefined {
  const id = object.metadata.annotations?.[TRACKING_ID];
  const match = id === undefined ? undefined : /^([^:]+):([^/:]*)\/([^:]+):([^/]*)\/(.+)$/.exec(id);
  const [, application, group, kind, namespace, name] = match ?? [];
  const key = keyOf(object);
  const same = key.group === group && key.kind === kind && key.name === name;
  return same && (key.namespace === '' || key.namespace === namespace) ? application : undefined;
}
