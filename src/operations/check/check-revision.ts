import { checkCommit } from './check-commit.ts';
import type { Context } from '../context.ts';
import { resolveCommit } from '../resolve-commit.ts';
import type { CheckInput, CheckOutput } from './operation.ts';

/** The findings of the policy on a commit. Throws GIT_REVISION_UNKNOWN, GIT_NO_COMMIT. */
export async function checkRevision(context: Context, input: CheckInput): Promise<CheckOutput> {
  const lounge = await context.lounge();
  const repository = await lounge.repository();
  const commit = await resolveCommit(lounge, input.revision);
  const since = input.since === undefined ? undefined : await resolveCommit(lounge, input.since);
  const { findings, rules, files } = await checkCommit(context, lounge, commit, since);
  const { dirty } = await repository.status();
  return { commit, rules, files, findings: [...findings], uncommitted: dirty.slice(0, 50) };
}
