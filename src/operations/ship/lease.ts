import { LoungeError } from '../../domain/errors.ts';
import type { Lease, Repository } from '../../ports/repository.ts';
import type { Context, Lounge } from '../context.ts';
import { say } from './messages.ts';

const HOUR = 3_600_000;

/** Takes the lease of a service for a release. Throws LEASE_HELD with who holds it and since when. */
export async function takeLease(
  context: Context,
  lounge: Lounge,
  request: { service: string; release: string; tag: string },
): Promise<void> {
  const repository = await lounge.repository();
  const lease: Lease = {
    ...request,
    actor: context.actor.name,
    host: context.machine.host,
    pid: context.machine.pid,
    processMark: context.machine.processMark,
    since: context.clock.now(),
  };
  const first = await repository.takeLease(lease);
  if (first.taken) return;
  if (!(await isStale(context, lounge, first.holder))) throw held(first.holder);
  await breakLease(context, repository, first.holder);
  const second = await repository.takeLease(lease);
  if (!second.taken) throw held(second.holder);
}

/** Whether the lease's holder is at work: its process runs, or it is of another machine and not too old. */
export async function isHeld(context: Context, lounge: Lounge, lease: Lease | undefined): Promise<boolean> {
  if (lease === undefined || lease.processMark === context.machine.processMark) return false;
  return !(await isStale(context, lounge, lease));
}

export function held(lease: Lease): LoungeError {
  const since = new Date(lease.since).toISOString();
  return new LoungeError(
    'LEASE_HELD',
    { service: lease.service, actor: lease.actor, host: lease.host, since, tag: lease.tag },
    { retryable: true },
  );
}

async function isStale(context: Context, lounge: Lounge, lease: Lease): Promise<boolean> {
  if (lease.host === context.machine.host) return !(await context.machine.isRunning(lease.processMark));
  const longest = lounge.config.policy.deadlineSeconds * 3000 + HOUR;
  return context.clock.now() - lease.since > longest;
}

async function breakLease(context: Context, repository: Repository, holder: Lease): Promise<void> {
  if (await repository.breakLease(holder))
    context.progress({ kind: 'note', text: say(context.language, 'brokenLease', { release: holder.release }) });
}
