import { LoungeError } from '../../domain/errors.ts';
import { checkCommit } from './check-commit.ts';
import type { Context } from '../context.ts';
import type { CheckInput, CheckOutput } from './operation.ts';

/** The findings of the policy on a commit. Throws GIT_REVISION_UNKNOWN. */
export async function checkRevision(context: Context, input: CheckInput): Promise<CheckOutput> {
  const lounge = await context.lounge();
  const repository = await lounge.repository();
  const commit = await repository.resolve(input.revision);
  if (commit === undefined) throw new LoungeError('GIT_REVISION_UNKNOWN', { revision: input.revision.slice(0, 80) });
  const since = input.since === undefined ? undefined : await repository.resolve(input.since);
  if (input.since !== undefined && since === undefined)
    throw new LoungeError('GIT_REVISION_UNKNOWN', { revision: input.since.slice(0, 80) });
  const { findings, rules, files } = await checkCommit(context, lounge, commit, since);
  const { dirty } = await repository.status();
  return { commit, rules, files, findings: [...findings], uncommitted: dirty.slice(0, 50) };
}
