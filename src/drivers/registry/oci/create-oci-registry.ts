import { LoungeError } from '../../../domain/errors.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Registry } from '../../../ports/registry.ts';
import { pullImage } from './pull-image.ts';
import { pushImage } from './push-image.ts';
import { fetchConfig, inspectImage, listTags } from './read-images.ts';
import { parseRegistryAddress } from './registry-address.ts';
import { RegistryClient } from './registry-client.ts';

export interface OciRegistryOptions {
  /** `host[:port][/path]`; a scheme in front is dropped: HTTP for this machine, HTTPS for any other. */
  readonly url: string;
  readonly user?: string | undefined;
  readonly password?: string | undefined;
  readonly clock: Clock;
  /** Whether images that stand on a runtime of this machine may be pushed: only to this machine's own registry. */
  readonly acceptsStandIns?: boolean;
}

const REFERENCE = /^(?:\w[\w.-]{0,127}|sha256:[0-9a-f]{64})$/;
const REPOSITORY = /^[a-z0-9]+(?:(?:\.|_|__|-+|\/)[a-z0-9]+)*$/;

/** A client of any OCI distribution registry, with Basic or token logins. */
export function createOciRegistry(options: OciRegistryOptions): Registry {
  const address = parseRegistryAddress(options.url);
  const client = new RegistryClient(address, { user: options.user, password: options.password }, options.clock);
  const acceptsStandIns = options.acceptsStandIns === true;
  return {
    url: address.name,
    check: async () => {
      const reply = await client.send({ method: 'GET', path: '/v2/' });
      reply.body.resume();
    },
    inspect: async (repository, reference) => await inspectImage(client, ...names(repository, reference)),
    tags: async (repository) => await listTags(client, names(repository)[0]),
    config: async (repository, reference) => await fetchConfig(client, ...names(repository, reference)),
    push: async (layoutFolder, repository, tag, more = {}) => {
      const [, reference] = names(repository, tag);
      return await cancellable(
        more.signal,
        async () => await pushImage(client, { layoutFolder, repository, tag: reference, acceptsStandIns, ...more }),
      );
    },
    pull: async (repository, reference, layoutFolder, more = {}) => {
      const named = names(repository, reference);
      return await cancellable(more.signal, async () => await pullImage(client, ...named, layoutFolder, more.signal));
    },
  };
}

/** Both go into a path: anything else than a name is a bug of the caller or an attack. */
function names(repository: string, reference = 'latest'): [string, string] {
  if (!REPOSITORY.test(repository) || repository.length > 255) throw new TypeError(`${repository} is not a repository`);
  if (!REFERENCE.test(reference)) throw new TypeError(`${reference} is not a tag or digest`);
  return [repository, reference];
}

async function cancellable<T>(signal: AbortSignal | undefined, use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    throw signal?.aborted ? new LoungeError('CANCELLED', {}, { cause: error }) : error;
  }
}
