import { apiVersionOf, type Resource } from '../resources/resource.ts';
import { resourceTable } from '../resources/resource-table.ts';
import type { ObjectView } from './api-request.ts';
import { eventView } from './event-view.ts';

/** A resource at one group and version; `view` when it is stored as another. */
export interface ServedResource {
  readonly resource: Resource;
  readonly group: string;
  readonly version: string;
  readonly view: ObjectView;
  /** Its own name and the names below it, with what each can do. */
  readonly endpoints: readonly { readonly name: string; readonly kind: string; readonly verbs: readonly string[] }[];
}

const ALL_VERBS = ['create', 'delete', 'deletecollection', 'get', 'list', 'patch', 'update', 'watch'];
const CHANGE_VERBS = ['get', 'patch', 'update'];

function serve(resource: Resource, view?: ObjectView): ServedResource {
  const [group, version] = view ? (view.apiVersion.split('/') as [string, string]) : [resource.group, resource.version];
  return {
    resource,
    group,
    version,
    view: view ?? { apiVersion: apiVersionOf(resource), out: (object) => object, in: (object) => object },
    endpoints: [
      { name: resource.plural, kind: resource.kind, verbs: verbsOf(resource) },
      ...(resource.statusSubresource ? [below(resource, 'status')] : []),
      ...(resource.scaleSubresource ? [{ name: `${resource.plural}/scale`, kind: 'Scale', verbs: CHANGE_VERBS }] : []),
      ...special(resource),
    ],
  };
}

function verbsOf(resource: Resource): readonly string[] {
  const single = resource.kind === 'Namespace' || resource.kind === 'Service';
  return single ? ALL_VERBS.filter((verb) => verb !== 'deletecollection') : ALL_VERBS;
}

function below(resource: Resource, name: string, verbs: readonly string[] = CHANGE_VERBS, kind = resource.kind) {
  return { name: `${resource.plural}/${name}`, kind, verbs };
}

function special(resource: Resource) {
  const anyMethod = ['create', 'delete', 'get', 'patch', 'update'];
  switch (resource.kind) {
    case 'Namespace':
      return [below(resource, 'finalize', ['update'])];
    case 'Pod':
      return [below(resource, 'log', ['get']), below(resource, 'proxy', anyMethod, 'PodProxyOptions')];
    case 'Service':
      return [below(resource, 'proxy', anyMethod, 'ServiceProxyOptions')];
    default:
      return [];
  }
}

const event = resourceTable.find(({ kind }) => kind === 'Event');

/** Everything the server serves: the table, and events once more as events.k8s.io/v1. */
export const servedResources: readonly ServedResource[] = [
  ...resourceTable.map((resource) => serve(resource)),
  ...(event ? [serve(event, eventView)] : []),
];

const byPath = new Map(
  servedResources.map((served) => [`${served.group}/${served.version}/${served.resource.plural}`, served]),
);

export function servedResourceOf(group: string, version: string, plural: string): ServedResource | undefined {
  return byPath.get(`${group}/${version}/${plural}`);
}
