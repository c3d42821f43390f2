import { LoungeError } from '../../../domain/errors.ts';
import type { Cluster } from '../../../ports/cluster.ts';
import type { ApiCalls } from './api-calls.ts';
import { knownResource, pathOf } from './resource-paths.ts';
import { stripObject } from './strip-object.ts';

/** Fields of ours win over a hand edit: https://kubernetes.io/docs/reference/using-api/server-side-apply/#conflicts. */
export const APPLY = { fieldManager: 'ai-lounge', force: 'true' };
const BACKGROUND = { propagationPolicy: 'Background' };
export const MERGE_PATCH = 'application/merge-patch+json';
export const APPLY_PATCH = 'application/apply-patch+yaml';

export function objectWriting(calls: ApiCalls): Pick<Cluster, 'apply' | 'annotate' | 'remove'> {
  return {
    apply: async (object) => {
      const { kind } = object;
      const { name, namespace } = object.metadata;
      const resource = knownResource(kind, calls.engine);
      const answer = await calls.answer(
        {
          method: 'PATCH',
          path: pathOf(resource, namespace, name),
          query: APPLY,
          body: JSON.stringify(object),
          contentType: APPLY_PATCH,
        },
        { verb: 'apply', kind, name },
      );
      const result = answer.found ? stripObject(answer.value, { ...resource, kind }) : undefined;
      // The request itself makes the object: what may be missing is the place for it.
      return result ?? missing('apply', kind, name, `the namespace ${namespace ?? ''} is not there`);
    },
    annotate: async (kind, namespace, name, annotations) => {
      const resource = knownResource(kind, calls.engine);
      const answer = await calls.answer(
        {
          method: 'PATCH',
          path: pathOf(resource, namespace, name),
          body: JSON.stringify({ metadata: { annotations } }),
          contentType: MERGE_PATCH,
        },
        { verb: 'annotate', kind, name },
      );
      if (!answer.found) missing('annotate', kind, name, 'it is not there');
    },
    remove: async (kind, namespace, name) => {
      const path = pathOf(knownResource(kind, calls.engine), namespace, name);
      await calls.answer({ method: 'DELETE', path, query: BACKGROUND }, { verb: 'delete', kind, name });
    },
  };
}

function missing(verb: string, kind: string, name: string, problem: string): never {
  throw new LoungeError('CLUSTER_REFUSED', { verb, resource: `${kind} ${name}`, problem });
}
