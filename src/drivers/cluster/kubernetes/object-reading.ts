import type { Cluster, ClusterObject } from '../../../ports/cluster.ts';
import type { ApiCalls } from './api-calls.ts';
import { knownResource, pathOf } from './resource-paths.ts';
import { isRecord, stripObject } from './strip-object.ts';

const PAGE = '500';

export function objectReading(calls: ApiCalls): Pick<Cluster, 'get' | 'list'> {
  return {
    get: async (kind, namespace, name) => {
      const resource = knownResource(kind, calls.engine);
      const answer = await calls.answer({ path: pathOf(resource, namespace, name) }, { verb: 'get', kind, name });
      return answer.found ? stripObject(answer.value, { ...resource, kind }) : undefined;
    },
    list: async (kind, namespace, labels = {}) => {
      const resource = knownResource(kind, calls.engine);
      const selector = Object.entries(labels).map(([key, value]) => `${key}=${value}`);
      const query = { limit: PAGE, labelSelector: selector.length === 0 ? undefined : selector.join(',') };
      const objects: ClusterObject[] = [];
      let next: string | undefined;
      do {
        const answer = await calls.answer(
          { path: pathOf(resource, namespace), query: { ...query, continue: next } },
          { verb: 'list', kind },
        );
        const page = readPage(answer.found ? answer.value : undefined, { ...resource, kind });
        objects.push(...(page?.objects ?? []));
        next = page?.next;
      } while (next !== undefined);
      return objects;
    },
  };
}

/** One page of a list; undefined when it is none. `next` leads to the following page. */
export function readPage(
  value: unknown,
  defaults: { readonly apiVersion: string; readonly kind: string },
):
  | { readonly objects: readonly ClusterObject[]; readonly next: string | undefined; readonly version: string }
  | undefined {
  const metadata = isRecord(value) ? value['metadata'] : undefined;
  if (!isRecord(value) || !isRecord(metadata)) return undefined;
  const items: unknown = value['items'] ?? [];
  if (!Array.isArray(items)) return undefined;
  const { continue: next, resourceVersion: version } = metadata;
  return {
    objects: items.map((item) => stripObject(item, defaults)).filter((object) => object !== undefined),
    next: typeof next === 'string' && next !== '' ? next : undefined,
    version: typeof version === 'string' ? version : '',
  };
}
