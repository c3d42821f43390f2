import { servedResources, type ServedResource } from './served-resources.ts';

const REVIEWS = [
  { group: 'authentication.k8s.io', name: 'selfsubjectreviews', kind: 'SelfSubjectReview' },
  { group: 'authorization.k8s.io', name: 'selfsubjectaccessreviews', kind: 'SelfSubjectAccessReview' },
  { group: 'authorization.k8s.io', name: 'selfsubjectrulesreviews', kind: 'SelfSubjectRulesReview' },
].map((review) => ({ ...review, version: 'v1' }));

interface GroupVersion {
  readonly group: string;
  readonly version: string;
}

/** Groups and versions, each once, in the order of the table. */
export const groupVersions: readonly GroupVersion[] = [
  ...new Map(
    [...servedResources, ...REVIEWS].map(({ group, version }) => [`${group}/${version}`, { group, version }]),
  ).values(),
];

/** The document at /api, /apis, /api/v1, /apis/GROUP or /apis/GROUP/VERSION; undefined where there is none. */
export function discoveryDocument(
  path: string,
  aggregated: boolean,
  address: string,
): Record<string, unknown> | undefined {
  const [root, ...parts] = path.split('/').filter((part) => part !== '');
  if (root === 'api') {
    if (parts.length === 0) return aggregated ? aggregatedGroups('api') : legacyVersions(address);
    return parts.length === 1 ? resourceList({ group: '', version: parts[0] ?? '' }) : undefined;
  }
  if (root !== 'apis') return undefined;
  const [group = '', version] = parts;
  if (parts.length === 0) return aggregated ? aggregatedGroups('apis') : groupList();
  if (version === undefined) return groupOf(group);
  return parts.length === 2 && group !== '' ? resourceList({ group, version }) : undefined;
}

function legacyVersions(address: string): Record<string, unknown> {
  const serverAddressByClientCIDRs = [{ clientCIDR: '0.0.0.0/0', serverAddress: address }];
  return { kind: 'APIVersions', versions: ['v1'], serverAddressByClientCIDRs };
}

function groupList(): Record<string, unknown> {
  const groups = groupVersions.filter(({ group }) => group !== '').map(groupEntry);
  return { kind: 'APIGroupList', apiVersion: 'v1', groups };
}

function groupEntry({ group, version }: GroupVersion): Record<string, unknown> {
  const entry = { groupVersion: `${group}/${version}`, version };
  return { name: group, versions: [entry], preferredVersion: entry };
}

function groupOf(group: string): Record<string, unknown> | undefined {
  const found = groupVersions.find((candidate) => candidate.group === group && group !== '');
  return found ? { kind: 'APIGroup', apiVersion: 'v1', ...groupEntry(found) } : undefined;
}

function resourceList(wanted: GroupVersion): Record<string, unknown> | undefined {
  if (!groupVersions.some((known) => same(known, wanted))) return undefined;
  const groupVersion = wanted.group === '' ? wanted.version : `${wanted.group}/${wanted.version}`;
  const served = servedResources.filter((candidate) => same(candidate, wanted)).flatMap(resourceEntries);
  const reviews = REVIEWS.filter((review) => same(review, wanted)).map(({ name, kind }) => ({
    name,
    singularName: '',
    namespaced: false,
    kind,
    verbs: ['create'],
  }));
  return { kind: 'APIResourceList', apiVersion: 'v1', groupVersion, resources: [...served, ...reviews] };
}

function same(left: GroupVersion, right: GroupVersion): boolean {
  return left.group === right.group && left.version === right.version;
}

function resourceEntries({ resource, endpoints }: ServedResource): Record<string, unknown>[] {
  return endpoints.map(({ name, kind, verbs }) => {
    const main = name === resource.plural;
    return {
      name,
      singularName: main ? resource.singular : '',
      namespaced: resource.namespaced,
      kind,
      verbs,
      ...(kind === 'Scale' ? { group: 'autoscaling', version: 'v1' } : {}),
      ...(main && resource.shortNames.length > 0 ? { shortNames: resource.shortNames } : {}),
      ...(main && resource.categories.length > 0 ? { categories: resource.categories } : {}),
    };
  });
}

/** apidiscovery.k8s.io/v2: everything in one answer. */
function aggregatedGroups(root: 'api' | 'apis'): Record<string, unknown> {
  const items = groupVersions
    .filter(({ group }) => (group === '') === (root === 'api'))
    .map((wanted) => ({
      metadata: { name: wanted.group, creationTimestamp: null },
      versions: [{ version: wanted.version, resources: aggregatedResources(wanted), freshness: 'Current' }],
    }));
  return { kind: 'APIGroupDiscoveryList', apiVersion: 'apidiscovery.k8s.io/v2', metadata: {}, items };
}

function aggregatedResources(wanted: GroupVersion): Record<string, unknown>[] {
  const served = servedResources.filter((candidate) => same(candidate, wanted)).map(aggregatedResource);
  const reviews = REVIEWS.filter((review) => same(review, wanted)).map(({ name, kind, group, version }) => ({
    resource: name,
    responseKind: { group, version, kind },
    scope: 'Cluster',
    singularResource: '',
    verbs: ['create'],
  }));
  return [...served, ...reviews];
}

function aggregatedResource({ resource, endpoints, group, version }: ServedResource): Record<string, unknown> {
  const [main, ...below] = endpoints;
  const kindOf = (kind: string): Record<string, string> =>
    kind === 'Scale' ? { group: 'autoscaling', version: 'v1', kind } : { group, version, kind };
  return {
    resource: resource.plural,
    responseKind: kindOf(resource.kind),
    scope: resource.namespaced ? 'Namespaced' : 'Cluster',
    singularResource: resource.singular,
    verbs: main?.verbs ?? [],
    ...(resource.shortNames.length > 0 ? { shortNames: resource.shortNames } : {}),
    ...(resource.categories.length > 0 ? { categories: resource.categories } : {}),
    subresources: below.map(({ name, kind, verbs }) => ({
      subresource: name.split('/')[1],
      responseKind: kindOf(kind),
      verbs,
    })),
  };
}
