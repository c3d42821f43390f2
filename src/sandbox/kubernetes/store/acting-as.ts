import type { ObjectStore, UserInfo } from './object-store.ts';

/** The same store, written to by a user. */
export function actingAs(store: ObjectStore, user: UserInfo): ObjectStore {
  return {
    get: (kind, namespace, name) => store.get(kind, namespace, name),
    list: (kind, options) => store.list(kind, options),
    create: (object, options) => store.create(object, { user, ...options }),
    update: (object, options) => store.update(object, { user, ...options }),
    updateStatus: (object, options) => store.updateStatus(object, { user, ...options }),
    remove: (kind, namespace, name, options) => store.remove(kind, namespace, name, { user, ...options }),
    watch: (kind, listener, since) => store.watch(kind, listener, since),
    flush: async () => await store.flush(),
    get resourceVersion() {
      return store.resourceVersion;
    },
  };
}
