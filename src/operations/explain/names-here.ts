import { LoungeError } from '../../domain/errors.ts';
import { namespaceOf } from '../../domain/lounge-config.ts';
import type { Lounge } from '../context.ts';
import { serviceNames } from '../read-service.ts';
import type { Met } from './evidence/gather-evidence.ts';
import { UNKNOWN_NAMES, type Names } from './next-commands.ts';

/** Names for the next commands: of where the code was met, else of the newest release, else of the only service. */
export async function namesHere(lounge: Lounge, met: Met | undefined): Promise<Names> {
  const { config } = lounge;
  const about = met ?? (await likely(lounge));
  const environment = about?.environment ?? Object.keys(config.environments)[0] ?? UNKNOWN_NAMES.environment;
  return {
    service: about?.service ?? UNKNOWN_NAMES.service,
    environment,
    namespace: namespaceOf(config, environment),
    branch: config.repository.branch,
    domain: config.domain,
  };
}

async function likely(lounge: Lounge): Promise<Partial<Met> | undefined> {
  try {
    const [newest] = await lounge.store.releases({ limit: 1 });
    if (newest !== undefined) return newest;
    const [service, another] = await serviceNames(lounge);
    return another === undefined && service !== undefined ? { service } : undefined;
  } catch (error) {
    if (error instanceof LoungeError) return undefined;
    throw error;
  }
}
