import type { LoungeConfig } from '../../../../domain/lounge-config.ts';
import type { AgentRole } from './role-account.ts';
import { roleGrants, type RoleRule } from './role-rules.ts';

/** One rule of a SelfSubjectRulesReview. */
export interface FoundRule {
  readonly verbs: readonly string[];
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  readonly names: readonly string[];
}

/** Asking who one is and what one may do is open to everybody who is known: the cluster role system:basic-user. */
const BASIC: readonly RoleRule[] = [
  {
    apiGroups: ['authorization.k8s.io'],
    resources: ['selfsubjectaccessreviews', 'selfsubjectrulesreviews'],
    verbs: ['create'],
  },
  { apiGroups: ['authentication.k8s.io'], resources: ['selfsubjectreviews'], verbs: ['create'] },
];

/** What a role may do in a namespace: rules of the lounge, and what everybody may. */
export function expectedRules(
  config: LoungeConfig,
  engine: string,
  secrets: readonly string[],
  role: AgentRole,
  namespace: string,
): readonly RoleRule[] {
  const grants = roleGrants(config, engine, secrets);
  const own = grants.filter((grant) => grant.namespace === namespace && grant.roles.includes(role));
  return [...BASIC, ...own.flatMap(({ rules }) => rules)];
}

/** A permission in words: `patch applications.argoproj.io`, `get secrets/db`. */
export function permissionText(verb: string, group: string, resource: string, name?: string): string {
  return `${verb} ${resource}${group === '' ? '' : `.${group}`}${name === undefined ? '' : `/${name}`}`;
}

/** Every permission of the found rules that no expected rule grants. */
export function excessPermissions(found: readonly FoundRule[], expected: readonly RoleRule[]): readonly string[] {
  return [...new Set(found.flatMap(permissionsOf).filter(isExcess).map(textOf))];

  function isExcess(permission: Permission): boolean {
    return !expected.some((rule) => grants(rule, permission));
  }
}

/** Every permission of the expected rules that no found rule grants. */
export function missingPermissions(found: readonly FoundRule[], expected: readonly RoleRule[]): readonly string[] {
  const asFound = expected.map(({ verbs, apiGroups, resources, resourceNames = [] }) => ({
    verbs,
    groups: apiGroups,
    resources,
    names: resourceNames,
  }));
  const rules = found.map(({ verbs, groups, resources, names }) => ({
    verbs,
    apiGroups: groups,
    resources,
    ...(names.length === 0 ? {} : { resourceNames: names }),
  }));
  return excessPermissions(asFound, rules);
}

interface Permission {
  readonly verb: string;
  readonly group: string;
  readonly resource: string;
  readonly name: string | undefined;
}

function permissionsOf({ verbs, groups, resources, names }: FoundRule): Permission[] {
  const named = names.length === 0 ? [undefined] : names;
  return verbs.flatMap((verb) =>
    groups.flatMap((group) => resources.flatMap((resource) => named.map((name) => ({ verb, group, resource, name })))),
  );
}

function grants(rule: RoleRule, { verb, group, resource, name }: Permission): boolean {
  return (
    covers(rule.verbs, verb) &&
    covers(rule.apiGroups, group) &&
    covers(rule.resources, resource) &&
    (rule.resourceNames === undefined || (name !== undefined && rule.resourceNames.includes(name)))
  );
}

function covers(list: readonly string[], value: string): boolean {
  return list.includes('*') || list.includes(value);
}

function textOf({ verb, group, resource, name }: Permission): string {
  return permissionText(verb, group, resource, name);
}
