import type { KubernetesObject } from '../../store/object-store.ts';
import type { ControllerContext } from '../controller-context.ts';
import { recordEvent } from '../events.ts';
import { podOfTemplate } from '../objects/pod-of-template.ts';
import type { Pod } from '../objects/pod.ts';
import { templateOf, type ControllerRevision } from './revisions.ts';
import { COMPONENT, REVISION_HASH, type StatefulSet } from './stateful-set.ts';

/** Creates the pod of one ordinal, and its claims before it. */
export function createStatefulPod(
  context: ControllerContext,
  set: StatefulSet,
  ordinal: number,
  revision: ControllerRevision,
): void {
  const pod = draftOf(set, ordinal, revision);
  const { name } = pod.metadata;
  try {
    for (const claim of claimsOf(set, name)) {
      if (!context.store.get(claim.kind, claim.metadata.namespace, claim.metadata.name)) context.store.create(claim);
    }
    context.store.create(pod);
  } catch (error) {
    const why = error instanceof Error ? error.message : String(error);
    say(
      context,
      set,
      'Warning',
      'FailedCreate',
      `create Pod ${name} in StatefulSet ${set.metadata.name} failed error: ${why}`,
    );
    throw error;
  }
  say(context, set, 'Normal', 'SuccessfulCreate', `create Pod ${name} in StatefulSet ${set.metadata.name} successful`);
}

export function deleteStatefulPod(context: ControllerContext, set: StatefulSet, pod: Pod): void {
  const { namespace, name, uid } = pod.metadata;
  context.store.remove('Pod', namespace, name, uid === undefined ? {} : { uid });
  say(context, set, 'Normal', 'SuccessfulDelete', `delete Pod ${name} in StatefulSet ${set.metadata.name} successful`);
}

/** A pod that ended by itself has its name taken: it makes room for the next one. */
export function recreateStatefulPod(context: ControllerContext, set: StatefulSet, pod: Pod): void {
  const { namespace, name } = set.metadata;
  const [reason, word] =
    pod.status?.phase === 'Failed' ? ['RecreatingFailedPod', 'failed'] : ['RecreatingTerminatedPod', 'terminated'];
  say(
    context,
    set,
    'Warning',
    reason,
    `StatefulSet ${namespace}/${name} is recreating ${word} Pod ${pod.metadata.name}`,
  );
  deleteStatefulPod(context, set, pod);
}

function say(
  { store, clock }: ControllerContext,
  object: StatefulSet,
  type: 'Normal' | 'Warning',
  reason: string,
  message: string,
): void {
  recordEvent(store, clock, { object, type, reason, message, component: COMPONENT });
}

function draftOf(set: StatefulSet, ordinal: number, revision: ControllerRevision): KubernetesObject {
  const template = templateOf(revision);
  const pod = podOfTemplate(set, template);
  const name = `${set.metadata.name}-${ordinal}`;
  const { generateName: _, ...metadata } = pod.metadata;
  const volumes = (template.spec.volumes ?? []) as readonly { name: string }[];
  const claims = (set.spec.volumeClaimTemplates ?? []).map((claim) => ({
    name: claim.metadata.name,
    persistentVolumeClaim: { claimName: claimName(claim, name) },
  }));
  const others = volumes.filter((volume) => !claims.some((claim) => claim.name === volume.name));
  return {
    ...pod,
    metadata: {
      ...metadata,
      name,
      labels: {
        ...metadata.labels,
        'apps.kubernetes.io/pod-index': String(ordinal),
        [REVISION_HASH]: revision.metadata.name,
        'statefulset.kubernetes.io/pod-name': name,
      },
    },
    spec: {
      ...template.spec,
      hostname: name,
      ...(set.spec.serviceName ? { subdomain: set.spec.serviceName } : {}),
      ...(others.length + claims.length > 0 ? { volumes: [...claims, ...others] } : {}),
    },
  };
}

function claimsOf(set: StatefulSet, pod: string): KubernetesObject[] {
  return (set.spec.volumeClaimTemplates ?? []).map((claim) => ({
    apiVersion: 'v1',
    kind: 'PersistentVolumeClaim',
    metadata: {
      name: claimName(claim, pod),
      namespace: set.metadata.namespace ?? '',
      labels: { ...claim.metadata.labels, ...set.spec.selector.matchLabels },
    },
    spec: claim.spec,
  }));
}

function claimName(claim: KubernetesObject, pod: string): string {
  return `${claim.metadata.name}-${pod}`;
}
