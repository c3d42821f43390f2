import type { Repository } from '../../../ports/repository.ts';
import type { Git } from './git-command.ts';
import { deleteLease, deletionOf, dropLease, isSameLease, readLease, takeLease } from './lease.ts';
import { ensurePushed, pushCommit } from './remote.ts';

type Leasing = Pick<Repository, 'takeLease' | 'readLease' | 'releaseLease' | 'breakLease' | 'publish'>;

/** The leases of services on the remote. Those that this process took are given back without being looked for, or with a commit in one push. */
export function ownLeases(git: Git, branch: string): Leasing {
  const taken = new Map<string, string>();
  const returned = new Set<string>();
  const keyOf = (service: string, release: string) => `${service} ${release}`;
  return {
    takeLease: async (lease) => {
      const outcome = await takeLease(git, lease);
      if (!outcome.taken) return outcome;
      taken.set(keyOf(lease.service, lease.release), outcome.object);
      returned.delete(keyOf(lease.service, lease.release));
      return { taken: true };
    },
    readLease: async (service) => await readLease(git, service),
    publish: async (commit, expected, lease) => {
      const key = lease && keyOf(lease.service, lease.release);
      const object = key && taken.get(key);
      const beside = lease && object ? [deletionOf(lease.service, object)] : [];
      const [pushed, given] = await pushCommit(git, branch, { commit, expected }, beside);
      if (key && given?.kind === 'done') {
        taken.delete(key);
        returned.add(key);
      }
      ensurePushed(pushed, branch);
    },
    releaseLease: async (service, release) => {
      const key = keyOf(service, release);
      if (returned.delete(key)) return;
      const object = taken.get(key);
      taken.delete(key);
      if (object !== undefined && (await deleteLease(git, service, object))) return;
      await dropLease(git, service, (found) => found.release === release);
    },
    breakLease: async (lease) => await dropLease(git, lease.service, (found) => isSameLease(found, lease)),
  };
}
