import type { Application, Condition, Destination } from '../application.ts';
import type { AppProject, GroupKind } from './app-project.ts';
import { globMatches } from './glob.ts';

const IN_CLUSTER = { server: 'https://kubernetes.default.svc', name: 'in-cluster' };

/** Argo CD's InvalidSpecErrors of an Application, in its own words. */
export function specErrors(application: Application, project: AppProject | undefined): Condition[] {
  const invalid = (message: string) => [{ type: 'InvalidSpecError', message }];
  const { spec, source } = application;
  if (!project) return invalid(`Application referencing project ${spec.project ?? ''} which does not exist`);
  if (application.mistake !== undefined) return invalid(application.mistake);
  if (spec.sources !== undefined && spec.sources.length > 0)
    return invalid('spec.sources is not supported here: use spec.source');
  if (source.repoURL === '' || (!source.path && !source.chart)) {
    return invalid('spec.source.repoURL and either spec.source.path or spec.source.chart are required');
  }
  const wrongCluster = clusterError(spec.destination);
  return [
    ...(isSourcePermitted(project, source.repoURL)
      ? []
      : invalid(`application repo ${source.repoURL} is not permitted in project '${project.name}'`)),
    ...(wrongCluster === undefined ? destinationErrors(spec.destination, project) : invalid(wrongCluster)),
  ];
}

function destinationErrors(destination: Destination, project: AppProject): Condition[] {
  const namespace = destination.namespace ?? '';
  if (isNamespacePermitted(project, namespace)) return [];
  const cluster = destination.name ? IN_CLUSTER.name : IN_CLUSTER.server;
  const message = `application destination server '${cluster}' and namespace '${namespace}' do not match any of the allowed destinations in project '${project.name}'`;
  return [{ type: 'InvalidSpecError', message }];
}

function clusterError({ server, name }: Destination): string | undefined {
  if (server && name) return `application destination can't have both name and server defined: ${name} ${server}`;
  if (name) return name === IN_CLUSTER.name ? undefined : `there are no clusters with this name: ${name}`;
  if (!server) return 'destination server missing from app spec';
  return server === IN_CLUSTER.server
    ? undefined
    : `error getting cluster by server "${server}": rpc error: code = NotFound desc = cluster "${server}" not found`;
}

function isSourcePermitted(project: AppProject, repoURL: string): boolean {
  const url = normalizeRepository(repoURL);
  const matches = (item: string) => globMatches(normalizeRepository(item), url, '/');
  const denied = project.sourceRepos.filter((item) => item.startsWith('!')).some((item) => matches(item.slice(1)));
  return !denied && project.sourceRepos.some((item) => !item.startsWith('!') && matches(item));
}

/** Without `.git`, the case of the host and the slash at the end, by which the same repository may be named. */
export function normalizeRepository(url: string): string {
  return url
    .trim()
    .toLowerCase()
    .replace(/\/$/, '')
    .replace(/\.git$/, '');
}

/** Whether the project may deploy to the namespace of this cluster. */
export function isNamespacePermitted(project: AppProject, namespace: string): boolean {
  let permitted = false;
  for (const item of project.destinations) {
    const cluster = matchesNegatable(item.server, IN_CLUSTER.server) || matchesNegatable(item.name, IN_CLUSTER.name);
    const matches = matchesNegatable(item.namespace, namespace);
    if (cluster && matches) permitted = true;
    else if (!matches && item.namespace.startsWith('!') && cluster) return false;
    else if (!cluster && matches && (item.server.startsWith('!') || item.name.startsWith('!'))) return false;
  }
  return permitted;
}

function matchesNegatable(pattern: string, value: string): boolean {
  return pattern.startsWith('!') ? !globMatches(pattern.slice(1), value) : globMatches(pattern, value);
}

/** Whether the project may have a resource of the kind: cluster-scoped kinds only when listed. */
export function isKindPermitted(
  project: AppProject,
  group: string,
  kind: string,
  name: string,
  namespaced: boolean,
): boolean {
  const listed = (list: readonly GroupKind[]) =>
    list.some(
      (item) =>
        globMatches(item.group, group) &&
        globMatches(item.kind, kind) &&
        (namespaced || !item.name || globMatches(item.name, name)),
    );
  if (namespaced) {
    const { namespaceResourceWhitelist: white, namespaceResourceBlacklist: black } = project;
    return (white === undefined || listed(white)) && !listed(black ?? []);
  }
  return listed(project.clusterResourceWhitelist ?? []) && !listed(project.clusterResourceBlacklist ?? []);
}
