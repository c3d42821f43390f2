import { copyJson, equalJson } from './json.ts';
import type { KubernetesObject, ObjectMeta } from './object-store.ts';
import { badRequest, conflict, notFound, type StatusError } from './status-failure.ts';
import { apiVersionOf, type Resource } from '../resources/resource.ts';

/** What the store itself owns in `metadata`: a writer cannot change it. */
const OWNED = ['uid', 'creationTimestamp', 'generation', 'deletionTimestamp', 'deletionGracePeriodSeconds'] as const;

/** The draft of a new object: named, scoped, without what only the store may set. */
export function draftOfNew(resource: Resource, object: KubernetesObject, suffix: () => string): KubernetesObject {
  const draft = copyJson(object);
  draft.apiVersion = apiVersionOf(resource);
  if (typeof draft.metadata !== 'object') throw badRequest('metadata is required');
  const { metadata } = draft;
  if (metadata.resourceVersion) throw badRequest('resourceVersion should not be set on objects to be created');
  for (const field of OWNED) delete metadata[field];
  delete metadata.resourceVersion;
  if (!metadata.name) metadata.name = metadata.generateName ? metadata.generateName.slice(0, 58) + suffix() : '';
  if (typeof metadata.name !== 'string') throw badRequest('metadata.name must be a string');
  if (!resource.namespaced) delete metadata.namespace;
  else if (!metadata.namespace) throw badRequest('an empty namespace may not be set during creation');
  return draft;
}

/** The draft of an update: the new spec and metadata over what the store owns, the old status kept. */
export function draftOfUpdate(resource: Resource, object: KubernetesObject, old: KubernetesObject): KubernetesObject {
  const draft = copyJson(object);
  draft.apiVersion = old.apiVersion;
  refuseStale(resource, draft.metadata, old.metadata);
  const metadata: ObjectMeta = { ...draft.metadata, name: old.metadata.name };
  for (const field of [...OWNED, 'namespace', 'generateName', 'resourceVersion'] as const) {
    delete metadata[field];
    if (old.metadata[field] !== undefined) Object.assign(metadata, { [field]: old.metadata[field] });
  }
  draft.metadata = metadata;
  if (resource.statusSubresource) {
    delete draft.status;
    if (old.status !== undefined) draft.status = old.status;
  }
  if (resource.generation && specChanged(draft, old)) metadata.generation = (old.metadata.generation ?? 0) + 1;
  return draft;
}

/** The old object with the new status. */
export function draftOfStatus(resource: Resource, object: KubernetesObject, old: KubernetesObject): KubernetesObject {
  refuseStale(resource, object.metadata, old.metadata);
  const status: unknown = copyJson(object.status);
  const { status: _, ...rest } = old;
  const draft = { ...rest, metadata: { ...old.metadata }, ...(status === undefined ? {} : { status }) };
  // As Kubernetes: a Deployment's revision annotation comes with its status, in one write.
  if (resource.kind === 'Deployment' && object.metadata.annotations) {
    draft.metadata.annotations = copyJson(object.metadata.annotations);
  }
  if (!resource.statusSubresource && resource.generation && specChanged(draft, old)) {
    draft.metadata.generation = (old.metadata.generation ?? 0) + 1;
  }
  return draft as KubernetesObject;
}

/** Everything but metadata (and status, where that has its own door) is the spec. */
function specChanged(draft: KubernetesObject, old: KubernetesObject): boolean {
  return !equalJson({ ...draft, metadata: 0 }, { ...old, metadata: 0 });
}

function refuseStale(resource: Resource, given: ObjectMeta, old: ObjectMeta): void {
  if (given.uid !== undefined && given.uid !== '' && given.uid !== old.uid) {
    throw uidConflict(resource, old.name, given.uid, old.uid);
  }
  const version = given.resourceVersion;
  if (version === undefined || version === '' || version === '0' || version === old.resourceVersion) return;
  throw conflict(
    resource,
    old.name,
    'the object has been modified; please apply your changes to the latest version and try again',
  );
}

export function uidConflict(resource: Resource, name: string, wanted: string, found: string | undefined): StatusError {
  return conflict(resource, name, `Precondition failed: UID in precondition: ${wanted}, UID in object meta: ${found}`);
}

export function requireObject(resource: Resource, name: string, found: KubernetesObject | undefined): KubernetesObject {
  if (!found) throw notFound(resource, name);
  return found;
}

export function requireResource(kind: string, resource: Resource | undefined): Resource {
  if (!resource) throw badRequest(`no matches for kind ${JSON.stringify(kind)}`);
  return resource;
}

/** Whether nothing holds an object that is being deleted any more. */
export function isReleased(object: KubernetesObject): boolean {
  const { deletionTimestamp, deletionGracePeriodSeconds, finalizers } = object.metadata;
  if (deletionTimestamp === undefined || (finalizers ?? []).length > 0) return false;
  if (object.kind !== 'Namespace') return (deletionGracePeriodSeconds ?? 0) === 0;
  const spec = object.spec as { finalizers?: readonly string[] } | undefined;
  return (spec?.finalizers ?? []).length === 0;
}
