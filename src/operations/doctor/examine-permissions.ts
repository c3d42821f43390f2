import {
  argocdNamespaceOf,
  engineNamespaces,
  environmentsOn,
} from '../../engine/manifest/generate/engine-namespaces.ts';
import {
  excessPermissions,
  expectedRules,
  missingPermissions,
} from '../../engine/manifest/generate/roles/excess-permissions.ts';
import { AGENT_ROLES, roleAccount, roleOf, type AgentRole } from '../../engine/manifest/generate/roles/role-account.ts';
import type { AccessRule } from '../../ports/cluster-administration.ts';
import { openEngine } from '../bootstrap/bootstrap.ts';
import { declaredSecrets } from '../bootstrap/material.ts';
import type { Context, Engine, Lounge } from '../context.ts';
import { sayOfEngine } from './engine-messages.ts';
import type { DoctorFinding } from './operation.ts';

/** What each role can do, by the cluster's own SelfSubjectRulesReview: in the lounge's namespaces, in Argo CD's, and elsewhere. */
export async function examinePermissions(
  context: Context,
  lounge: Lounge,
  name: string,
): Promise<readonly DoctorFinding[]> {
  const detail = sayOfEngine(context.language, 'noRoles', { engine: name });
  // The engine of one machine is of one user: there is nobody to hold.
  if (lounge.config.engines[name]?.kind !== 'kubernetes') return [{ name: 'permissions', state: 'warning', detail }];
  const engine = await openEngine(lounge, name);
  const own = roleOf(lounge.config, name, (await engine.administration.access()).username);
  if (own === undefined && (await letsEverybody(engine)))
    return [{ name: 'permissions', state: 'error', detail, fix: sayOfEngine(context.language, 'authorize') }];
  const secrets = await declaredSecrets(lounge);
  const places = [...engineNamespaces(lounge.config, name), argocdNamespaceOf(lounge.config, name)];
  // A role sees its own rules only; the owner acts as each of them.
  const findings = (own === undefined ? AGENT_ROLES : [own]).flatMap((role) =>
    [...new Set([...places, 'kube-system'])].map(
      async (namespace) =>
        await examineRole(context, lounge, engine, { role, namespace, secrets, isOwn: own !== undefined }),
    ),
  );
  return (await Promise.all(findings)).flat();
}

/** Whether the API server lets a user whom nobody has bound to anything do everything: then roles mean nothing. */
async function letsEverybody({ administration }: Engine): Promise<boolean> {
  const { rules } = await administration.rules('kube-system', 'lounge-nobody');
  return rules.some(({ verbs, groups, resources }) => [verbs, groups, resources].every((list) => list.includes('*')));
}

interface RolePlace {
  readonly role: AgentRole;
  readonly namespace: string;
  readonly secrets: readonly string[];
  /** We are this role ourselves. */
  readonly isOwn: boolean;
}

async function examineRole(
  { language }: Context,
  lounge: Lounge,
  engine: Engine,
  { role, namespace, secrets, isOwn }: RolePlace,
): Promise<readonly DoctorFinding[]> {
  const account = roleAccount(lounge.config, engine.name, role);
  const { rules, complete } = await engine.administration.rules(namespace, isOwn ? undefined : account.username);
  const expected = expectedRules(lounge.config, engine.name, secrets, role, namespace);
  const [environment = ''] = environmentsOn(lounge.config, engine.name);
  const parameters = (permissions: readonly string[]) => ({ role, namespace, permissions: permissions.slice(0, 20) });
  const all = rules.filter((rule) => !isBasic(rule)).map(ruleText);
  const shown = all.length === 0 ? [sayOfEngine(language, 'nothing')] : all;
  const wrong = (permissions: readonly string[], key: 'tooMuch' | 'tooLittle', fix: string): DoctorFinding[] =>
    permissions.length === 0
      ? []
      : [{ name: 'permissions', state: 'error', detail: sayOfEngine(language, key, parameters(permissions)), fix }];
  const unlisted = sayOfEngine(language, 'unlisted', parameters([]));
  return [
    { name: 'permissions', state: 'ok', detail: sayOfEngine(language, 'role', parameters(shown)) },
    ...wrong(
      excessPermissions(rules, expected),
      'tooMuch',
      sayOfEngine(language, 'bindings', { account: account.name }),
    ),
    ...wrong(missingPermissions(rules, expected), 'tooLittle', sayOfEngine(language, 'mend', { environment })),
    ...(complete ? [] : [{ name: 'permissions', state: 'warning' as const, detail: unlisted }]),
  ];
}

/** Open to everybody who is known: asking who one is. */
function isBasic({ groups }: AccessRule): boolean {
  return groups.length > 0 && groups.every((group) => /^(authorization|authentication)\.k8s\.io$/.test(group));
}

/** `get,list,watch pods,services` */
function ruleText({ verbs, groups, resources, names }: AccessRule): string {
  const [group = ''] = groups;
  const shown = resources.map((resource) => (group === '' ? resource : `${resource}.${group}`));
  return `${verbs.join(',')} ${shown.join(',')}${names.length === 0 ? '' : ` (${names.join(', ')})`}`;
}
