import type { Template } from './image-identity.ts';
import type { Stored } from './kind-store.ts';
import { workloadKinds } from './kinds/index.ts';
import { NO_PODS, type PodGroups, type StoredPod, type WorkloadKind } from './kinds/workload-kind.ts';
import { isTrackedBy } from './objects/metadata.ts';
import type { Workload } from './objects/workload.ts';
import type { State } from './state.ts';

/** A workload that the release is judged by: the service's own, or another one of its Application that it changed. */
export interface Target {
  readonly kind: WorkloadKind;
  readonly name: string;
  /** `Deployment/web`. */
  readonly label: string;
  /** The service's own. */
  readonly primary: boolean;
  readonly workload?: Stored<Workload>;
  readonly template: Template;
  readonly observed: boolean;
  readonly pods: PodGroups;
  /** Current pods that are ready, not leaving, and proved to run what they should. */
  readonly proven: readonly StoredPod[];
}

export function findTargets(state: State): readonly Target[] {
  const { header } = state;
  const targets: Target[] = [];
  const kind = workloadKinds.get(header.workload.kind);
  if (kind !== undefined) {
    targets.push(describe(state, kind, header.workload.name, true, kind.find(state, header.workload.name)));
  }
  for (const [store, name] of [
    [state.deployments, 'Deployment'],
    [state.statefulSets, 'StatefulSet'],
  ] as const) {
    const other = workloadKinds.get(name);
    for (const stored of store.objects.values()) {
      const isPrimary = name === header.workload.kind && stored.view.metadata.name === header.workload.name;
      if (other === undefined || isPrimary || !isOfRelease(state, stored)) continue;
      targets.push(describe(state, other, stored.view.metadata.name, false, stored));
    }
  }
  return targets;
}

/** Managed by the same Application, and either of the same image or changed since the push. */
function isOfRelease(state: State, stored: Stored<Workload>): boolean {
  const { metadata, images, generation } = stored.view;
  if (!isTrackedBy(metadata, state.header.application)) return false;
  if (state.images.ofTemplate(images) !== 'foreign') return true;
  return state.generations.get(metadata.uid) !== generation;
}

function describe(
  state: State,
  kind: WorkloadKind,
  name: string,
  primary: boolean,
  workload: Stored<Workload> | undefined,
): Target {
  const pods = workload === undefined ? NO_PODS : kind.groupPods(state, workload);
  const template = workload === undefined ? 'foreign' : state.images.ofTemplate(workload.view.images);
  return {
    kind,
    name,
    label: `${kind.kind}/${name}`,
    primary,
    workload,
    template,
    // The controllers of Jobs and CronJobs report no generation.
    observed:
      workload !== undefined && (!kind.keepsPods || workload.view.generation <= workload.view.observedGeneration),
    pods,
    proven: pods.current.filter((pod) => isProven(state, pod, template)),
  };
}

function isProven(state: State, pod: StoredPod, template: Template): boolean {
  const { view } = pod;
  if (!view.ready || view.deleting || view.ended) return false;
  let mine = template !== 'mine';
  for (const container of view.containers) {
    const running = state.images.ofContainer(container);
    // An init container has done its work and runs no more.
    if (running === 'foreign' || (container.kind === 'init' && !container.running)) continue;
    if (running !== 'mine' || !container.running) return false;
    mine = true;
  }
  return mine;
}

/** Whether its template is what the release asks for. A workload without our image has nothing to show. */
export function hasWantedTemplate(target: Target): boolean {
  return (
    target.workload !== undefined && (target.template === 'mine' || (!target.primary && target.template === 'foreign'))
  );
}
