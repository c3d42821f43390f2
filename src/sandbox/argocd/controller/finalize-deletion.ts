import { timestamp } from '../../kubernetes/store/prepare-removal.ts';
import type { KubernetesObject } from '../../kubernetes/store/object-store.ts';
import { hasSyncOption, waveOf } from '../annotations.ts';
import type { Application } from '../application.ts';
import { isKindPermitted, isNamespacePermitted } from '../project/permissions.ts';
import { keyOf } from '../resource-key.ts';
import { mergeConditions } from './conditions.ts';
import { findProject, type ControllerContext } from './controller-context.ts';
import { patchApplication } from './patch-application.ts';

const CASCADE = 'resources-finalizer.argocd.argoproj.io';

/**
 * Deletes what a deleted Application manages, the last wave first, and lets it go when all of it is gone. Called again
 * whenever one of the objects changes.
 */
export function finalizeDeletion(context: ControllerContext, application: Application): void {
  const finalizers = application.object.metadata.finalizers ?? [];
  const cascade = finalizers.find((item) => item === CASCADE || item.startsWith(`${CASCADE}/`));
  if (cascade === undefined) return;
  const project = findProject(context, application);
  if (!project)
    return writeError(context, application, `error getting app project "${application.spec.project ?? ''}"`);
  const left = context.tracked.of(application.name).filter((object) => {
    const { group, kind, namespace, name } = keyOf(object);
    const self = kind === 'Application' && name === application.name && namespace === application.namespace;
    const permitted =
      isKindPermitted(project, group, kind, name, namespace !== '') &&
      (namespace === '' || isNamespacePermitted(project, namespace));
    return permitted && !self && !hasSyncOption(object, 'Delete=false');
  });
  if (left.length === 0) return release(context, application);
  if (left.some(({ metadata }) => metadata.deletionTimestamp !== undefined)) return;
  const propagation = cascade.endsWith('/background') ? 'Background' : 'Foreground';
  for (const object of lastWave(left)) {
    context.store.remove(object.kind, object.metadata.namespace, object.metadata.name, { propagation });
  }
  // What has no finalizer is gone already, and perhaps with it everything.
  context.requestOperation(application.name);
}

function lastWave(objects: readonly KubernetesObject[]): KubernetesObject[] {
  const last = Math.max(...objects.map(waveOf));
  return objects.filter((object) => waveOf(object) === last);
}

function release(context: ControllerContext, { name }: Application): void {
  patchApplication(context.store, context.namespace, name, ({ metadata }) => {
    metadata.finalizers = (metadata.finalizers ?? []).filter(
      (item) => item !== CASCADE && !item.startsWith(`${CASCADE}/`),
    );
  });
}

function writeError(context: ControllerContext, { name, status }: Application, message: string): void {
  const now = timestamp(context.clock.now());
  patchApplication(context.store, context.namespace, name, (draft) => {
    const found = [{ type: 'DeletionError', message }];
    draft.status.conditions = mergeConditions(status.conditions ?? [], found, ['DeletionError'], now);
  });
}
