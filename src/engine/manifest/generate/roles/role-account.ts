import type { LoungeConfig } from '../../../../domain/lounge-config.ts';
import { engineNamespaces } from '../engine-namespaces.ts';

/** The roles that an agent has; a person uses an identity of their own. */
export const AGENT_ROLES = ['planner', 'developer', 'qa'] as const;
export type AgentRole = (typeof AGENT_ROLES)[number];

/** The identity of a role on one engine: a ServiceAccount in the first namespace of the lounge there. */
export interface RoleAccount {
  readonly namespace: string;
  readonly name: string;
  /** As the API server and admission policies see it. */
  readonly username: string;
}

/** The role whose identity this is; undefined for anybody else's. */
export function roleOf(config: LoungeConfig, engine: string, username: string): AgentRole | undefined {
  return AGENT_ROLES.find((role) => roleAccount(config, engine, role).username === username);
}

export function roleAccount(config: LoungeConfig, engine: string, role: AgentRole): RoleAccount {
  const [namespace = config.namespace] = engineNamespaces(config, engine);
  const name = `lounge-${role}`;
  return { namespace, name, username: `system:serviceaccount:${namespace}:${name}` };
}
