import type { Context, Lounge } from '../../context.ts';
import { serviceNames } from '../../read-service.ts';
import type { Evidence } from '../operation.ts';
import type { Look } from './gather-evidence.ts';
import { say } from './messages.ts';

const MOST = 200;

/** The clone, its remote, and who is releasing. */
export async function repositoryEvidence(context: Context, lounge: Lounge): Promise<Look> {
  const { language } = context;
  const repository = await lounge.repository();
  const [{ branch = 'HEAD', head, dirty }, { remoteHead }] = await Promise.all([
    repository.status(),
    repository.fetch(),
  ]);
  const count = async (from: string | undefined, to: string | undefined) =>
    from === undefined || to === undefined ? 0 : (await repository.log({ from, to, limit: MOST })).length;
  const [ahead, behind] = await Promise.all([count(remoteHead, head), count(head, remoteHead)]);
  const facts = { branch, head: short(head), remote: short(remoteHead), ahead, behind, dirty: dirty.length };
  return { evidence: [{ what: 'git', found: say(language, 'branch', facts) }, ...(await leases(context, lounge))] };
}

function short(commit: string | undefined): string {
  return commit?.slice(0, 8) ?? '–';
}

async function leases({ language }: Context, lounge: Lounge): Promise<readonly Evidence[]> {
  const repository = await lounge.repository();
  const held = await Promise.all(
    (await serviceNames(lounge)).map(async (service) => await repository.readLease(service)),
  );
  const lines = held
    .filter((lease) => lease !== undefined)
    .map((lease) => say(language, 'holder', { ...lease, since: new Date(lease.since).toISOString() }));
  return (lines.length === 0 ? [say(language, 'nobody')] : lines).map((found) => ({ what: 'leases', found }));
}
