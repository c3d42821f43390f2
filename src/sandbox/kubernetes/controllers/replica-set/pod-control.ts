import type { KubernetesObject } from '../../store/object-store.ts';
import type { ControllerContext } from '../controller-context.ts';
import { recordEvent } from '../events.ts';
import { isNamespaceTerminating } from '../objects/is-namespace-terminating.ts';

/** Creates one pod and says so in an Event about its owner. Throws what the store refused, having said that too. */
export function createPod(
  { store, clock }: ControllerContext,
  owner: KubernetesObject,
  component: string,
  pod: KubernetesObject,
): KubernetesObject | undefined {
  try {
    const created = store.create(pod);
    const message = `Created pod: ${created.metadata.name}`;
    recordEvent(store, clock, { object: owner, type: 'Normal', reason: 'SuccessfulCreate', message, component });
    return created;
  } catch (error) {
    if (isNamespaceTerminating(error)) return undefined;
    const message = `Error creating: ${error instanceof Error ? error.message : String(error)}`;
    recordEvent(store, clock, { object: owner, type: 'Warning', reason: 'FailedCreate', message, component });
    throw error;
  }
}

export function deletePod(
  { store, clock }: ControllerContext,
  owner: KubernetesObject,
  component: string,
  pod: KubernetesObject,
): void {
  const { namespace, name, uid } = pod.metadata;
  store.remove('Pod', namespace, name, uid === undefined ? {} : { uid });
  const message = `Deleted pod: ${name}`;
  recordEvent(store, clock, { object: owner, type: 'Normal', reason: 'SuccessfulDelete', message, component });
}

/** Creates so many pods: 1, then 2, then 4 …, so that a refusal of all is met by one attempt. Throws the first refusal. */
export function slowStart(count: number, create: () => unknown): void {
  let left = count;
  for (let batch = 1; left > 0; batch *= 2) {
    const size = Math.min(batch, left);
    const errors = Array.from({ length: size }, () => attempt(create)).filter((error) => error !== undefined);
    if (errors[0] !== undefined) throw errors[0];
    left -= size;
  }
}

function attempt(create: () => unknown): unknown {
  try {
    create();
    return undefined;
  } catch (error) {
    return error;
  }
}
