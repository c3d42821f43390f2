import type { ClusterObject } from '../../../ports/cluster.ts';
import { part } from './container-states.ts';

/** Argo CD writes `<application>:<group>/<kind>:<namespace>/<name>` on everything that it applies. */
const TRACKING = 'argocd.argoproj.io/tracking-id';

/** Tells the pods that belong to another Application of the namespace; a pod of unknown origin is not foreign. */
export interface ForeignPods {
  see(object: ClusterObject): void;
  has(pod: ClusterObject): boolean;
}

export function createForeignPods(application: string): ForeignPods {
  const owners = new Map<string, { readonly application: string | undefined; readonly owner: string | undefined }>();
  const applicationOf = (uid: string | undefined, depth = 0): string | undefined => {
    const known = uid === undefined || depth > 4 ? undefined : owners.get(uid);
    return known?.application ?? (known === undefined ? undefined : applicationOf(known.owner, depth + 1));
  };
  return {
    see: (object) => {
      const { uid } = object.metadata;
      if (object.kind === 'Pod' || object.kind === 'Event' || typeof uid !== 'string') return;
      owners.set(uid, { application: trackedBy(object), owner: controllerOf(object) });
    },
    has: (pod) => {
      const found = trackedBy(pod) ?? applicationOf(controllerOf(pod));
      return found !== undefined && found !== application;
    },
  };
}

function trackedBy(object: ClusterObject): string | undefined {
  const id = part(part(object.metadata, 'annotations'), TRACKING);
  return typeof id === 'string' ? id.split(':', 1)[0] : undefined;
}

function controllerOf(object: ClusterObject): string | undefined {
  const references = object.metadata['ownerReferences'];
  if (!Array.isArray(references)) return undefined;
  const uid = part(
    references.find((reference) => part(reference, 'controller') === true),
    'uid',
  );
  return typeof uid === 'string' ? uid : undefined;
}
