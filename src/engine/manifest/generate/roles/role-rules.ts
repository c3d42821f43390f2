import type { LoungeConfig } from '../../../../domain/lounge-config.ts';
import { PULL_SECRET } from '../../layout.ts';
import { argocdNamespaceOf, engineNamespaces } from '../engine-namespaces.ts';
import type { AgentRole } from './role-account.ts';

/** A rule as RBAC has it. */
export interface RoleRule {
  readonly apiGroups: readonly string[];
  readonly resources: readonly string[];
  readonly resourceNames?: readonly string[];
  readonly verbs: readonly string[];
}

/** What roles may do in one namespace. */
export interface RoleGrant {
  readonly name: string;
  readonly namespace: string;
  readonly roles: readonly AgentRole[];
  readonly rules: readonly RoleRule[];
}

const READ = ['get', 'list', 'watch'];

/** What a verdict rests on, and no more; `services/proxy` asks the health path, `pods/log` reads what a pod printed. */
const NAMESPACE_RULES: readonly RoleRule[] = [
  { apiGroups: [''], resources: ['events', 'pods', 'services'], verbs: READ },
  { apiGroups: [''], resources: ['pods/log', 'services/proxy'], verbs: ['get'] },
  { apiGroups: ['apps'], resources: ['deployments', 'replicasets', 'statefulsets'], verbs: READ },
  { apiGroups: ['batch'], resources: ['cronjobs', 'jobs'], verbs: READ },
  { apiGroups: ['discovery.k8s.io'], resources: ['endpointslices'], verbs: READ },
];

const ALL: readonly AgentRole[] = ['planner', 'developer', 'qa'];

/**
 * What the roles of a lounge may do on one engine, and nothing else. `patch` of Applications is for the refresh
 * annotation; RBAC cannot say so, an admission policy does. `secrets` names the Secrets that the lounge manages.
 */
export function roleGrants(config: LoungeConfig, engine: string, secrets: readonly string[]): readonly RoleGrant[] {
  const namespaces = engineNamespaces(config, engine);
  const argocd = argocdNamespaceOf(config, engine);
  return [
    ...namespaces.flatMap((namespace): RoleGrant[] => [
      { name: 'lounge-read', namespace, roles: ALL, rules: NAMESPACE_RULES },
      { name: 'lounge-secrets', namespace, roles: ['developer'], rules: secretRules(secrets) },
    ]),
    {
      name: `lounge-${config.name}-read`,
      namespace: argocd,
      roles: ALL,
      rules: [{ apiGroups: ['argoproj.io'], resources: ['applications'], verbs: READ }],
    },
    {
      name: `lounge-${config.name}-refresh`,
      namespace: argocd,
      roles: ['developer'],
      rules: [{ apiGroups: ['argoproj.io'], resources: ['applications'], verbs: ['patch'] }],
    },
  ];
}

/** A server-side apply names what it creates, so that here even `create` can be held to names; a POST cannot, and is refused. */
function secretRules(secrets: readonly string[]): readonly RoleRule[] {
  const declared = [...new Set(secrets)].filter((name) => name !== PULL_SECRET).toSorted();
  const rule = (resourceNames: readonly string[], verbs: readonly string[]): RoleRule => ({
    apiGroups: [''],
    resources: ['secrets'],
    resourceNames,
    verbs,
  });
  return [
    rule([PULL_SECRET], ['patch']),
    ...(declared.length === 0 ? [] : [rule(declared, ['create', 'get', 'patch'])]),
  ];
}
