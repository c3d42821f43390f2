import { LoungeError } from '../../../domain/errors.ts';
import type { ClusterObject } from '../../../ports/cluster.ts';
import type { ClusterAdministration } from '../../../ports/cluster-administration.ts';
import type { ApiCalls } from './api-calls.ts';
import type { ApiRequest } from './api-client.ts';
import { APPLY, APPLY_PATCH, MERGE_PATCH } from './object-writing.ts';
import { knownResource, pathOf } from './resource-paths.ts';
import { stripObject } from './strip-object.ts';

export function administrativeWriting(calls: ApiCalls): Pick<ClusterAdministration, 'applied' | 'disown' | 'merge'> {
  return {
    applied: async (object) =>
      await patch(calls, 'apply', object, {
        query: { ...APPLY, dryRun: 'All' },
        body: JSON.stringify(object),
        contentType: APPLY_PATCH,
      }),
    disown: async ({ apiVersion, kind }, namespace, name) => {
      const object = { apiVersion, kind, metadata: { name, ...(namespace === undefined ? {} : { namespace }) } };
      await patch(calls, 'apply', object, {
        query: APPLY,
        body: JSON.stringify(object),
        contentType: APPLY_PATCH,
      });
    },
    merge: async (kind, namespace, name, change) => {
      const metadata = { name, ...(namespace === undefined ? {} : { namespace }) };
      const merged = await patch(
        calls,
        'patch',
        { kind, metadata },
        { body: JSON.stringify(change), contentType: MERGE_PATCH },
      );
      if (merged === undefined)
        throw new LoungeError('CLUSTER_REFUSED', {
          verb: 'patch',
          resource: `${kind} ${name}`,
          problem: 'it is not there',
        });
    },
  };
}

/** The object as the API server answers; undefined where it, or its namespace, is not there. */
async function patch(
  calls: ApiCalls,
  verb: string,
  { kind, metadata: { name, namespace } }: Pick<ClusterObject, 'kind' | 'metadata'>,
  request: Pick<ApiRequest, 'query' | 'body' | 'contentType'>,
): Promise<ClusterObject | undefined> {
  const resource = knownResource(kind, calls.engine);
  const path = pathOf(resource, namespace, name);
  const answer = await calls.answer({ method: 'PATCH', path, ...request }, { verb, kind, name });
  return answer.found ? stripObject(answer.value, { ...resource, kind }) : undefined;
}
