import type { LoungeConfig } from '../../../../domain/lounge-config.ts';
import type { RenderedObject } from '../../../../domain/rendered-object.ts';
import { policyObjects } from './admission-policy.ts';
import { guardApplications } from './guard-applications.ts';
import { guardDirectives } from './guard-directives.ts';
import { guardProjects } from './guard-projects.ts';
import { guardCluster, guardRefresh, guardRoles } from './guard-roles.ts';
import { guardServices } from './guard-services.ts';
import { guardWorkloads } from './guard-workloads.ts';
import { quotaObjects } from './quota-objects.ts';

const guards = [
  guardApplications,
  guardProjects,
  guardRefresh,
  guardRoles,
  guardCluster,
  guardWorkloads,
  guardServices,
  guardDirectives,
] as const;

/**
 * What holds a lounge in the cluster itself, whoever pushes or applies: a ValidatingAdmissionPolicy with its binding for
 * each concern, and the quota of each namespace. Only the lounge's namespaces, its projects and its Applications are
 * looked at; names that belong to no namespace carry the lounge's and the engine's. In the order to apply them.
 */
export function admissionObjects(config: LoungeConfig, engine: string): readonly RenderedObject[] {
  return [
    ...quotaObjects(config, engine),
    ...guards.flatMap((guard) => policyObjects(config, engine, guard(config, engine))),
  ];
}
