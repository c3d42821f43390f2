import type { Repository } from '../../../ports/repository.ts';
import type { Git } from './git-command.ts';
import { deleteLease, dropLease, isSameLease, readLease, takeLease } from './lease.ts';

type Leasing = Pick<Repository, 'takeLease' | 'readLease' | 'releaseLease' | 'breakLease'>;

/** The leases of services on the remote. Those that this process took are given back without being looked for. */
export function ownLeases(git: Git): Leasing {
  const taken = new Map<string, string>();
  const keyOf = (service: string, release: string) => `${service} ${release}`;
  return {
    takeLease: async (lease) => {
      const outcome = await takeLease(git, lease);
      if (outcome.taken) taken.set(keyOf(lease.service, lease.release), outcome.object);
      return outcome.taken ? { taken: true } : outcome;
    },
    readLease: async (service) => await readLease(git, service),
    releaseLease: async (service, release) => {
      const object = taken.get(keyOf(service, release));
      taken.delete(keyOf(service, release));
      if (object !== undefined && (await deleteLease(git, service, object))) return;
      await dropLease(git, service, (found) => found.release === release);
    },
    breakLease: async (lease) => await dropLease(git, lease.service, (found) => isSameLease(found, lease)),
  };
}
