import type { ArgoControllerOptions } from './argo-controller-options.ts';
import type { Controller, KubernetesObject } from '../kubernetes/store/object-store.ts';
import { readApplication } from './application.ts';
import { findApplication, isOperating, type ControllerContext } from './controller/controller-context.ts';
import { createContext } from './controller/create-context.ts';
import { REFRESH } from './controller/need-refresh.ts';
import { patchApplication } from './controller/patch-application.ts';
import type { TrackedChange } from './controller/tracked-objects.ts';
import { normalizeRepository } from './project/permissions.ts';

/** How long changes of objects are gathered before they are looked at. */
const GATHER_MS = { managed: 20, tree: 100 } as const;

/** An Application controller that behaves as Argo CD 3.6 does, on the store of the sandbox. */
export function createArgoController(options: ArgoControllerOptions): Controller {
  return { name: 'argocd-application-controller', start: () => startController(options) };
}

function startController(options: ArgoControllerOptions): () => Promise<void> {
  const running = createContext(options);
  const { context } = running;
  ensureDefaults(context);
  const stops = watch(context);
  const unsubscribe = options.subscribePush?.((repoURL) => pushed(context, repoURL));
  return async () => {
    unsubscribe?.();
    for (const stop of stops) stop();
    await running.stop();
  };
}

function watch(context: ControllerContext): (() => void)[] {
  const { store, namespace } = context;
  const since = store.resourceVersion;
  for (const { metadata } of store.list('Application', { namespace })) {
    context.requestRefresh(metadata.name, 'latest');
    context.requestOperation(metadata.name);
  }
  return [
    context.tracked.start((change) => objectChanged(context, change)),
    store.watch('Application', ({ type, object }) => type === 'DELETED' || applicationChanged(context, object), since),
  ];
}

function applicationChanged(context: ControllerContext, object: KubernetesObject): void {
  if (object.metadata.namespace !== context.namespace) return;
  context.requestRefresh(object.metadata.name);
  if (isOperating(readApplication(object))) context.requestOperation(object.metadata.name);
}

function objectChanged(context: ControllerContext, { application, level, object }: TrackedChange): void {
  const found = findApplication(context, application);
  const self = object.kind === 'Application' && object.metadata.uid === found?.object.metadata.uid;
  if (!found || self) return;
  context.requestRefresh(application, level === 'managed' ? 'recent' : 'nothing', GATHER_MS[level]);
  if (level === 'managed' && isOperating(found)) context.requestOperation(application, GATHER_MS.managed);
}

/** A push asks for a refresh as Argo CD's webhook does, by annotation. */
function pushed(context: ControllerContext, repoURL: string | undefined): void {
  const { store, namespace } = context;
  for (const object of store.list('Application', { namespace })) {
    const { name, source } = readApplication(object);
    if (repoURL !== undefined && normalizeRepository(source.repoURL) !== normalizeRepository(repoURL)) continue;
    patchApplication(store, namespace, name, ({ metadata }) => {
      metadata.annotations = { ...metadata.annotations, [REFRESH]: metadata.annotations?.[REFRESH] ?? 'normal' };
    });
    // The annotation may be one that is just being acknowledged.
    context.requestRefresh(name, 'force-resolve');
  }
}

/** What every installation of Argo CD brings: its namespace, and a project that permits everything. */
function ensureDefaults({ store, namespace }: ControllerContext): void {
  if (!store.get('Namespace', undefined, namespace)) {
    store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: namespace } });
  }
  if (store.get('AppProject', namespace, 'default')) return;
  store.create({
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'AppProject',
    metadata: { name: 'default', namespace },
    spec: {
      sourceRepos: ['*'],
      destinations: [{ server: '*', namespace: '*' }],
      clusterResourceWhitelist: [{ group: '*', kind: '*' }],
    },
  });
}
