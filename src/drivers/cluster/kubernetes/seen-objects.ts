import type { ClusterEvent, ClusterObject } from '../../../ports/cluster.ts';
import { contentOf } from './strip-object.ts';

type WatchEvent = Extract<ClusterEvent, { type: 'watch' }>;

/** What a watch has told so far, so that a version which says nothing new is left out. */
export interface SeenObjects {
  /** The event to pass on; undefined when nothing but `resourceVersion` changed. */
  change(event: WatchEvent['event'], object: ClusterObject): WatchEvent | undefined;
  /** Everything of a fresh list, after a DELETED for what is gone: known objects are told again. */
  relist(objects: readonly ClusterObject[]): readonly WatchEvent[];
}

export function createSeenObjects(): SeenObjects {
  let contents = new Map<string, string>();
  return {
    change: (event, object) => {
      const key = keyOf(object);
      if (event === 'DELETED') return contents.delete(key) ? { type: 'watch', event, object } : undefined;
      const content = contentOf(object);
      const before = contents.get(key);
      contents.set(key, content);
      return before === content
        ? undefined
        : { type: 'watch', event: before === undefined ? 'ADDED' : 'MODIFIED', object };
    },
    relist: (objects) => {
      const before = contents;
      contents = new Map(objects.map((object) => [keyOf(object), contentOf(object)]));
      const gone = [...before]
        .filter(([key]) => !contents.has(key))
        .map(([, content]): WatchEvent => ({
          type: 'watch',
          event: 'DELETED',
          object: JSON.parse(content) as ClusterObject,
        }));
      return [
        ...gone,
        ...objects.map((object): WatchEvent => ({
          type: 'watch',
          event: before.has(keyOf(object)) ? 'MODIFIED' : 'ADDED',
          object,
        })),
      ];
    },
  };
}

/** The uid: an object that was deleted and made again under its name is another one. */
function keyOf(object: ClusterObject): string {
  const { uid, name, namespace } = object.metadata;
  return typeof uid === 'string' ? uid : `${namespace ?? ''}/${name}`;
}
