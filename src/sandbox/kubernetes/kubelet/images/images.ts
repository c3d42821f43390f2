import type { Clock } from '../../../../platform/clock.ts';
import type { ObjectStore } from '../../store/object-store.ts';
import { referenceOf, type ImageName } from './image-name.ts';
import { ImageStore, type Image } from './image-store.ts';
import { pullLogins } from './pull-logins.ts';
import { PullFailure } from './pull-failure.ts';
import type { Login } from './registry-client.ts';

/** The node's own login for a registry, used where a pod names none. */
export type RegistryAuth = (registry: string) => Login | undefined;

/** Images of the node, pulled with the logins of a pod; two pulls of one image are one. */
export class Images {
  readonly #store: ImageStore;
  readonly #objects: ObjectStore;
  readonly #auth: RegistryAuth;
  readonly #onTheWay = new Map<string, Promise<Image>>();

  constructor(folder: string, clock: Clock, objects: ObjectStore, auth: RegistryAuth = () => undefined) {
    this.#store = new ImageStore(folder, () => clock.now());
    this.#objects = objects;
    this.#auth = auth;
  }

  async open(): Promise<void> {
    await this.#store.open();
  }

  find(name: ImageName): Image | undefined {
    return this.#store.find(name);
  }

  async collectGarbage(used: ReadonlySet<string>): Promise<void> {
    await this.#store.collectGarbage(used);
  }

  /** Tries the logins in turn, then none. Throws PullFailure. */
  async pull(name: ImageName, namespace: string, secrets: readonly string[]): Promise<Image> {
    const own = this.#auth(name.registry);
    const logins = [...pullLogins(this.#objects, namespace, secrets, name), ...(own ? [own] : [])];
    const key = JSON.stringify([referenceOf(name), logins]);
    const onTheWay = this.#onTheWay.get(key) ?? this.#tryEach(name, logins);
    this.#onTheWay.set(key, onTheWay);
    try {
      return await onTheWay;
    } finally {
      this.#onTheWay.delete(key);
    }
  }

  async #tryEach(name: ImageName, logins: readonly Login[]): Promise<Image> {
    let failure: unknown;
    for (const login of logins.length > 0 ? logins : [undefined]) {
      try {
        return await this.#store.pull(name, login);
      } catch (error) {
        if (!(error instanceof PullFailure)) throw error;
        failure = error;
      }
    }
    throw failure;
  }
}
