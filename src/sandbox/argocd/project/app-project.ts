import { z } from 'zod';
import type { KubernetesObject } from '../../kubernetes/store/object-store.ts';

const pattern = z.string().max(1024);
const GroupKind = z.looseObject({ group: pattern.default(''), kind: pattern.default(''), name: pattern.optional() });
export type GroupKind = z.infer<typeof GroupKind>;
const ProjectDestination = z.looseObject({
  server: pattern.default(''),
  name: pattern.default(''),
  namespace: pattern.default(''),
});

const AppProjectSpec = z.looseObject({
  sourceRepos: z.array(pattern).max(1000).default([]),
  destinations: z.array(ProjectDestination).max(1000).default([]),
  clusterResourceWhitelist: z.array(GroupKind).max(1000).optional(),
  clusterResourceBlacklist: z.array(GroupKind).max(1000).optional(),
  namespaceResourceWhitelist: z.array(GroupKind).max(1000).optional(),
  namespaceResourceBlacklist: z.array(GroupKind).max(1000).optional(),
});

export interface AppProject extends z.infer<typeof AppProjectSpec> {
  readonly name: string;
}

/** What a project permits; one that cannot be read permits nothing. */
export function readAppProject(object: KubernetesObject): AppProject {
  const spec = AppProjectSpec.safeParse(object.spec ?? {});
  const nothing = { sourceRepos: [], destinations: [], namespaceResourceWhitelist: [] };
  return { name: object.metadata.name, ...(spec.data ?? nothing) };
}
