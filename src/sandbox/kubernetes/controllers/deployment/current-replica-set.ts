import { equalJson } from '../../store/json.ts';
import type { KubernetesObject } from '../../store/object-store.ts';
import { isStatusFailure } from '../../store/status-failure.ts';
import { conditionOf } from '../objects/conditions.ts';
import { isNamespaceTerminating } from '../objects/is-namespace-terminating.ts';
import { controllerReference, isControlledBy } from '../objects/owner-references.ts';
import type { ReplicaSet } from '../replica-set/replica-set.ts';
import { byCreation } from './counts.ts';
import { hasProgressDeadline, type Deployment } from './deployment.ts';
import { wantedOfCurrent } from './wanted-of-current.ts';
import { annotationsOfCurrent, highestRevision, REVISION } from './revisions.ts';
import { announce, progressing, replaceSet, statusWith, writeStatus, type Rollout } from './rollout.ts';
import { sameTemplate, TEMPLATE_HASH, templateHash } from './template-hash.ts';

/** Tells the ReplicaSet of the present template from the others; the oldest where there are several. */
export function findCurrent(deployment: Deployment, sets: readonly ReplicaSet[]): ReplicaSet | undefined {
  return sets.toSorted(byCreation).find((set) => sameTemplate(set.spec.template, deployment.spec.template));
}

/**
 * Brings revision and annotations up to date; creates the current ReplicaSet when asked to and there is none. Answers
 * whether it wrote the Deployment's status: as in the real one, that ends the round (there by a conflict), so that the
 * generation is observed only after the ReplicaSet's own first status.
 */
export function syncCurrent(rollout: Rollout, create: boolean): boolean {
  const revision = highestRevision(rollout.old) + 1;
  const before = rollout.deployment;
  if (rollout.current) updateCurrent(rollout, rollout.current, revision);
  else if (create) createCurrent(rollout, revision);
  return rollout.deployment !== before;
}

function updateCurrent(rollout: Rollout, current: ReplicaSet, revision: number): void {
  const { deployment, context } = rollout;
  const annotations = annotationsOfCurrent(deployment, current, revision);
  const { minReadySeconds } = deployment.spec;
  if (!equalJson(annotations, current.metadata.annotations ?? {}) || current.spec.minReadySeconds !== minReadySeconds) {
    const spec = { ...current.spec, ...(minReadySeconds === undefined ? {} : { minReadySeconds }) };
    const written = context.store.update({ ...current, metadata: { ...current.metadata, annotations }, spec });
    replaceSet(rollout, written as ReplicaSet);
  }
  const wanted = annotations[REVISION];
  const found = hasProgressDeadline(deployment) && !conditionOf(deployment.status?.conditions, 'Progressing');
  const message = `Found new replica set "${current.metadata.name}"`;
  const status = found
    ? statusWith(rollout, progressing(rollout, 'True', 'FoundNewReplicaSet', message))
    : (deployment.status ?? {});
  if (found || deployment.metadata.annotations?.[REVISION] !== wanted) writeStatus(rollout, status, wanted);
}

function createCurrent(rollout: Rollout, revision: number): void {
  const created = tryCreate(rollout, revision);
  if (!created) return;
  rollout.current = created;
  const { name } = created.metadata;
  const replicas = created.spec.replicas ?? 0;
  if (replicas > 0)
    announce(rollout, 'Normal', 'ScalingReplicaSet', `Scaled up replica set ${name} from 0 to ${replicas}`);
  const condition = progressing(rollout, 'True', 'NewReplicaSetCreated', `Created new replica set "${name}"`);
  const status = hasProgressDeadline(rollout.deployment) ? statusWith(rollout, condition) : rollout.deployment.status;
  writeStatus(rollout, status ?? {}, String(revision));
}

function tryCreate(rollout: Rollout, revision: number): ReplicaSet | undefined {
  const draft = draftOf(rollout, revision);
  try {
    return rollout.context.store.create(draft) as ReplicaSet;
  } catch (error) {
    if (isStatusFailure(error) && error.reason === 'AlreadyExists') return resolveCollision(rollout, draft, error);
    if (isNamespaceTerminating(error)) throw error;
    const why = error instanceof Error ? error.message : String(error);
    const message = `Failed to create new replica set "${draft.metadata.name}": ${why}`;
    if (hasProgressDeadline(rollout.deployment)) {
      writeStatus(rollout, statusWith(rollout, progressing(rollout, 'False', 'ReplicaSetCreateError', message)));
    }
    announce(rollout, 'Warning', 'ReplicaSetCreateError', message);
    throw error;
  }
}

/** Another template with the same hash: count up, and the next round takes another name. */
function resolveCollision(rollout: Rollout, draft: KubernetesObject, error: Error): ReplicaSet | undefined {
  const { deployment, context } = rollout;
  const { namespace, name } = draft.metadata;
  const found = context.store.get('ReplicaSet', namespace, name) as ReplicaSet | undefined;
  if (found && isControlledBy(found, deployment) && sameTemplate(found.spec.template, deployment.spec.template))
    return found;
  writeStatus(rollout, { ...deployment.status, collisionCount: (deployment.status?.collisionCount ?? 0) + 1 });
  throw error;
}

function draftOf(rollout: Rollout, revision: number): KubernetesObject {
  const { deployment } = rollout;
  const { template, selector, minReadySeconds } = deployment.spec;
  const hash = { [TEMPLATE_HASH]: templateHash(template, deployment.status?.collisionCount) };
  const labels = { ...template.metadata?.labels, ...hash };
  return {
    apiVersion: 'apps/v1',
    kind: 'ReplicaSet',
    metadata: {
      name: `${deployment.metadata.name}-${hash[TEMPLATE_HASH]}`,
      namespace: deployment.metadata.namespace ?? '',
      labels,
      annotations: annotationsOfCurrent(deployment, undefined, revision),
      ownerReferences: [controllerReference(deployment)],
    },
    spec: {
      replicas: wantedOfCurrent(deployment, rollout.old, 0),
      ...(minReadySeconds ? { minReadySeconds } : {}),
      selector: { ...selector, matchLabels: { ...selector.matchLabels, ...hash } },
      template: { ...template, metadata: { ...template.metadata, labels } },
    },
  };
}
