import { z } from 'zod';
import { LoungeError } from '../../../domain/errors.ts';
import { ServiceName } from '../../../domain/names.ts';
import type { Lease } from '../../../ports/repository.ts';
import type { Git } from './git-command.ts';
import { committerIdentity } from './identity.ts';
import { fetchReference, pushReference, type ReferenceUpdate } from './remote.ts';

const LeaseRecord = z.object({
  service: z.string().max(100),
  release: z.string().max(200),
  actor: z.string().max(200),
  host: z.string().max(300),
  pid: z.number().int(),
  since: z.number(),
  tag: z.string().max(200),
  processMark: z.string().max(200),
});

interface FoundLease {
  readonly lease: Lease;
  /** The commit on the remote that says so. */
  readonly object: string;
}

const ATTEMPTS = 4;

/** Creates `refs/lounge/leases/<service>` on the remote with an empty expectation: of two at once, exactly one succeeds. */
export async function takeLease(
  git: Git,
  lease: Lease,
): Promise<{ readonly taken: true; readonly object: string } | { readonly taken: false; readonly holder: Lease }> {
  const object = await writeLease(git, lease);
  let expected: string | undefined;
  for (let attempt = 0; attempt < ATTEMPTS; attempt++) {
    const outcome = await pushReference(git, { reference: leaseReference(lease.service), object, expected });
    if (outcome.kind === 'done') return { taken: true, object };
    if (outcome.kind === 'refused') throw new LoungeError('GIT_PUSH_REFUSED', { problem: outcome.reason });
    const found = await findLease(git, lease.service);
    if (found !== undefined && !isOwn(found.lease, lease)) return { taken: false, holder: found.lease };
    expected = found?.object;
  }
  throw new LoungeError('GIT_MOVED', { branch: leaseReference(lease.service) }, { retryable: true });
}

/** Two ships that begin in one minute choose the same tag, and with it the same release: only the process tells them apart. */
function isOwn(found: Lease, wanted: Lease): boolean {
  return found.release === wanted.release && found.host === wanted.host && found.processMark === wanted.processMark;
}

export async function readLease(git: Git, service: string): Promise<Lease | undefined> {
  return (await findLease(git, service))?.lease;
}

/** Deletes the lease when `matches` says that it is the one meant, and nobody changes it meanwhile. */
export async function dropLease(git: Git, service: string, matches: (lease: Lease) => boolean): Promise<boolean> {
  const found = await findLease(git, service);
  if (found === undefined || !matches(found.lease)) return false;
  return await deleteLease(git, service, found.object);
}

/** Deletes the lease if it is still this object; one that this process took itself need not be read again. */
export async function deleteLease(git: Git, service: string, object: string): Promise<boolean> {
  const outcome = await pushReference(git, deletionOf(service, object));
  if (outcome.kind === 'refused') throw new LoungeError('GIT_PUSH_REFUSED', { problem: outcome.reason });
  return outcome.kind === 'done';
}

/** The update of the remote by which the lease is given back, if it is still this object. */
export function deletionOf(service: string, object: string): ReferenceUpdate {
  return { reference: leaseReference(service), object: undefined, expected: object };
}

export function isSameLease(one: Lease, other: Lease): boolean {
  return (
    one.release === other.release &&
    one.host === other.host &&
    one.pid === other.pid &&
    one.since === other.since &&
    one.processMark === other.processMark
  );
}

function leaseReference(service: string): string {
  if (!ServiceName.safeParse(service).success)
    throw new LoungeError('SERVICE_UNKNOWN', { service: service.slice(0, 80), known: [] });
  return `refs/lounge/leases/${service}`;
}

/** The lease as the message of a commit of nothing: every git server stores that, and `git log` shows it. */
async function writeLease(git: Git, lease: Lease): Promise<string> {
  const tree = (await git.run(['hash-object', '-t', 'tree', '-w', '--stdin'], { input: '' })).stdout.trim();
  const date = `@${Math.floor(lease.since / 1000)} +0000`;
  const environment = {
    ...committerIdentity,
    GIT_AUTHOR_NAME: committerIdentity.GIT_COMMITTER_NAME,
    GIT_AUTHOR_EMAIL: committerIdentity.GIT_COMMITTER_EMAIL,
    GIT_AUTHOR_DATE: date,
    GIT_COMMITTER_DATE: date,
  };
  const message = `lease: ${lease.service}\n\n${JSON.stringify(LeaseRecord.parse(lease))}\n`;
  return (await git.run(['commit-tree', tree, '-F', '-'], { input: message, environment })).stdout.trim();
}

async function findLease(git: Git, service: string): Promise<FoundLease | undefined> {
  const seen = `refs/lounge/seen/${service}`;
  if (!(await fetchReference(git, leaseReference(service), seen))) return undefined;
  const { stdout } = await git.run(['log', '-1', '--no-show-signature', '--format=%H%n%b', seen]);
  const [object = '', ...body] = stdout.split('\n');
  return { object, lease: parseLease(service, body.join('\n')) };
}

/** What is not a lease of ours still holds the name: it is shown as held by somebody unknown. */
function parseLease(service: string, text: string): Lease {
  try {
    return { ...LeaseRecord.parse(JSON.parse(text)), service };
  } catch {
    return {
      service,
      release: 'unknown',
      actor: 'unknown',
      host: 'unknown',
      pid: 0,
      since: 0,
      tag: 'unknown',
      processMark: '',
    };
  }
}
