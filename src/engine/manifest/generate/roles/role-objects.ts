import type { LoungeConfig } from '../../../../domain/lounge-config.ts';
import type { RenderedObject } from '../../../../domain/rendered-object.ts';
import { AGENT_ROLES, roleAccount } from './role-account.ts';
import { roleGrants } from './role-rules.ts';

const RBAC = 'rbac.authorization.k8s.io';

/** ServiceAccounts of the roles, and Roles and RoleBindings that say what each may do. */
export function roleObjects(
  config: LoungeConfig,
  engine: string,
  secrets: readonly string[],
): readonly RenderedObject[] {
  const accounts = AGENT_ROLES.map((role) => roleAccount(config, engine, role));
  return [
    ...accounts.map(({ name, namespace }): RenderedObject => ({
      apiVersion: 'v1',
      kind: 'ServiceAccount',
      metadata: { name, namespace },
      automountServiceAccountToken: false,
    })),
    ...roleGrants(config, engine, secrets).flatMap(({ name, namespace, roles, rules }): RenderedObject[] => [
      { apiVersion: `${RBAC}/v1`, kind: 'Role', metadata: { name, namespace }, rules },
      {
        apiVersion: `${RBAC}/v1`,
        kind: 'RoleBinding',
        metadata: { name, namespace },
        roleRef: { apiGroup: RBAC, kind: 'Role', name },
        subjects: roles.map((role) => {
          const account = roleAccount(config, engine, role);
          return { kind: 'ServiceAccount', name: account.name, namespace: account.namespace };
        }),
      },
    ]),
  ];
}
