import type { KubernetesObject, ObjectStore } from '../../kubernetes/store/object-store.ts';
import { ignoresExtraneous, isHook, isSkipped, waveOf } from '../annotations.ts';
import type { Application, Condition, ResourceStatus, SyncCode } from '../application.ts';
import { applicationHealth } from '../health/application-health.ts';
import type { AppProject } from '../project/app-project.ts';
import { isKindPermitted, isNamespacePermitted } from '../project/permissions.ts';
import { keyOf, keyText, servedResource, trackedBy } from '../resource-key.ts';
import type { DesiredState } from '../source/source-reader.ts';
import type { Comparison, ManagedResource } from './comparison.ts';
import { isModified } from './is-modified.ts';
import { prepareTargets } from './prepare-targets.ts';

export interface CompareInput {
  readonly store: ObjectStore;
  readonly application: Application;
  readonly project: AppProject;
  /** Every object that carries the Application's tracking annotation. */
  readonly tracked: readonly KubernetesObject[];
  /** The rendered commit, or why there is none. */
  readonly desired: DesiredState | Error;
  /** What was to be rendered: a branch or a commit. */
  readonly requested: string;
}

/** Compares like Argo CD's application controller (controller/state.go). Reads the store, changes nothing. */
export function compareState(input: CompareInput): Comparison {
  const { application, desired, requested } = input;
  const failed = desired instanceof Error;
  const namespace = application.spec.destination.namespace ?? '';
  const prepared = prepareTargets(failed ? [] : desired.objects, application.name, namespace);
  const hooks = prepared.targets.filter(isHook);
  const managed = manage(
    input,
    prepared.targets.filter((target) => !isHook(target)),
  );
  const resources = managed.map((resource) => statusOf(input, resource, failed));
  const failure = failed ? [{ type: 'ComparisonError', message: failureMessage(desired) }] : [];
  return {
    revision: failed ? requested : desired.revision,
    syncCode: failed ? 'Unknown' : overallCode(managed, resources),
    sourceType: failed ? undefined : desired.sourceType,
    managed,
    hooks,
    resources: resources.toSorted((left, right) => (statusKey(left) < statusKey(right) ? -1 : 1)),
    health: applicationHealth(application, managed),
    conditions: [...failure, ...prepared.warnings, ...sharedResources(application, managed)],
  };
}

function failureMessage(error: Error): string {
  return `Failed to load target state: failed to generate manifest for source 1 of 1: rpc error: code = Unknown desc = ${error.message}`;
}

function manage(input: CompareInput, targets: readonly KubernetesObject[]): ManagedResource[] {
  const { store, application } = input;
  const rest = new Map(
    input.tracked.filter((live) => isLivePermitted(input, live)).map((live) => [keyText(keyOf(live)), live]),
  );
  const wanted = targets.map((target) => {
    const key = keyText(keyOf(target));
    const { kind, metadata } = target;
    const live =
      rest.get(key) ?? (servedResource(target) ? store.get(kind, metadata.namespace, metadata.name) : undefined);
    rest.delete(key);
    const ignored = application.spec.ignoreDifferences ?? [];
    const compared = live !== undefined && !isSkipped(target);
    return { key, target, live, modified: compared ? isModified(store, live, target, ignored) : !isSkipped(target) };
  });
  const extra = [...rest].map(([key, live]) => ({ key, target: undefined, live, modified: true }));
  return [...wanted, ...extra];
}

function isLivePermitted({ project }: CompareInput, live: KubernetesObject): boolean {
  const { group, kind, namespace, name } = keyOf(live);
  if (!isKindPermitted(project, group, kind, name, namespace !== '')) return false;
  return namespace === '' || isNamespacePermitted(project, namespace);
}

function statusOf(
  { project }: CompareInput,
  { target, live, modified }: ManagedResource,
  failed: boolean,
): ResourceStatus {
  const object = (live ?? target) as KubernetesObject;
  const { group, version, kind, namespace, name } = keyOf(object);
  const hook = isHook(object);
  const wave = target ? waveOf(target) : 0;
  const namespaced = servedResource(object)?.namespaced ?? true;
  const permitted = isKindPermitted(project, group, kind, name, namespaced);
  const silent = hook || (target !== undefined && isSkipped(target));
  const code: SyncCode | undefined =
    failed || !permitted ? 'Unknown' : silent ? undefined : modified ? 'OutOfSync' : 'Synced';
  return {
    ...(group === '' ? {} : { group }),
    version,
    kind,
    ...(namespace === '' ? {} : { namespace }),
    name,
    ...(code === undefined ? {} : { status: code }),
    ...(wave === 0 ? {} : { syncWave: wave }),
    ...(hook ? { hook: true as const } : {}),
    ...(target === undefined ? { requiresPruning: true as const } : {}),
  };
}

function overallCode(managed: readonly ManagedResource[], resources: readonly ResourceStatus[]): SyncCode {
  const differs = managed.some(({ target, live, modified }, index) => {
    const { hook } = resources[index] ?? {};
    if (hook || (target && isSkipped(target))) return false;
    return modified && !(target === undefined && live && ignoresExtraneous(live));
  });
  return differs ? 'OutOfSync' : 'Synced';
}

function sharedResources(application: Application, managed: readonly ManagedResource[]): Condition[] {
  return managed.flatMap(({ live }) => {
    const owner = live && trackedBy(live);
    if (!live || owner === undefined || owner === application.name) return [];
    const message = `${live.kind}/${live.metadata.name} is part of applications ${application.namespace}/${application.name} and ${owner}`;
    return [{ type: 'SharedResourceWarning', message }];
  });
}

/** As Argo CD sorts status.resources. */
function statusKey({ group = '', kind, namespace = '', name }: ResourceStatus): string {
  return `${group}/${kind}/${namespace}/${name}`;
}
