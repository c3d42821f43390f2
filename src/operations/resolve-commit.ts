import { LoungeError } from '../domain/errors.ts';
import type { Lounge } from './context.ts';

/** The commit that a person names. Throws GIT_REVISION_UNKNOWN, and GIT_NO_COMMIT where HEAD is none yet. */
export async function resolveCommit(lounge: Lounge, revision: string): Promise<string> {
  const commit = await (await lounge.repository()).resolve(revision);
  if (commit !== undefined) return commit;
  if (revision === 'HEAD') throw new LoungeError('GIT_NO_COMMIT');
  throw new LoungeError('GIT_REVISION_UNKNOWN', { revision: revision.slice(0, 80) });
}
