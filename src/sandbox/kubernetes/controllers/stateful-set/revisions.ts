import { equalJson } from '../../store/json.ts';
import type { KubernetesObject } from '../../store/object-store.ts';
import type { ControllerContext } from '../controller-context.ts';
import { templateHash } from '../deployment/template-hash.ts';
import { controllerReference, isControlledBy } from '../objects/owner-references.ts';
import type { PodTemplate } from '../objects/pod.ts';
import { REVISION_HASH, type StatefulSet } from './stateful-set.ts';

/** A pod template as it was; kubectl reads these for `rollout history` and `rollout undo`. */
export interface ControllerRevision extends KubernetesObject {
  data: { readonly spec: { readonly template: PodTemplate & { readonly $patch?: string } } };
  revision: number;
}

export interface Revisions {
  /** The one that pods below the partition keep. */
  readonly current: ControllerRevision;
  /** The one of the present template. */
  readonly update: ControllerRevision;
}

export function syncRevisions(context: ControllerContext, set: StatefulSet): Revisions {
  const known = revisionsOf(context, set);
  const update = updateRevision(context, set, known);
  const current = known.find(({ metadata }) => metadata.name === set.status?.currentRevision) ?? update;
  return { current, update };
}

export function templateOf({ data }: ControllerRevision): PodTemplate {
  const { $patch: _, ...template } = data.spec.template;
  return template;
}

/** Forgets the oldest that no pod and no status names, beyond the limit. */
export function trimRevisions(context: ControllerContext, set: StatefulSet, inUse: ReadonlySet<string>): void {
  const limit = set.spec.revisionHistoryLimit ?? 10;
  const idle = revisionsOf(context, set).filter(({ metadata }) => !inUse.has(metadata.name));
  for (const { kind, metadata } of idle.slice(0, Math.max(0, idle.length - limit))) {
    context.store.remove(kind, metadata.namespace, metadata.name);
  }
}

/** The oldest first. */
function revisionsOf({ store }: ControllerContext, set: StatefulSet): ControllerRevision[] {
  const all = store.list('ControllerRevision', { namespace: set.metadata.namespace ?? '' }) as ControllerRevision[];
  return all.filter((one) => isControlledBy(one, set)).toSorted((left, right) => left.revision - right.revision);
}

function updateRevision(
  { store }: ControllerContext,
  set: StatefulSet,
  known: readonly ControllerRevision[],
): ControllerRevision {
  const next = (known.at(-1)?.revision ?? 0) + 1;
  const same = known.findLast((one) => equalJson(templateOf(one), set.spec.template));
  if (same && same === known.at(-1)) return same;
  // A rollback: the former revision becomes the newest again.
  if (same) return store.update({ ...same, revision: next }) as ControllerRevision;
  const hash = templateHash(set.spec.template);
  return store.create({
    apiVersion: 'apps/v1',
    kind: 'ControllerRevision',
    metadata: {
      name: `${set.metadata.name}-${hash}`,
      namespace: set.metadata.namespace ?? '',
      labels: { ...set.spec.template.metadata?.labels, [REVISION_HASH]: hash },
      ownerReferences: [controllerReference(set)],
    },
    data: { spec: { template: { ...set.spec.template, $patch: 'replace' } } },
    revision: next,
  }) as ControllerRevision;
}
