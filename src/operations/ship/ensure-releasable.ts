import { LoungeError } from '../../domain/errors.ts';
import type { Lounge } from '../context.ts';

/** A release is made from what is committed on the release branch. Throws GIT_* otherwise; returns commit and tree. */
export async function ensureReleasable(lounge: Lounge): Promise<{ readonly source: string; readonly tree: string }> {
  const repository = await lounge.repository();
  const status = await repository.status();
  const { branch } = lounge.config.repository;
  if (status.head === undefined) throw new LoungeError('GIT_NO_COMMIT');
  if (status.branch === undefined) throw new LoungeError('GIT_DETACHED', { commit: status.head.slice(0, 8), branch });
  if (status.branch !== branch) throw new LoungeError('GIT_WRONG_BRANCH', { found: status.branch, branch });
  if (status.remote === undefined) throw new LoungeError('GIT_NO_REMOTE');
  if (status.dirty.length > 0) throw new LoungeError('GIT_DIRTY', { files: status.dirty.slice(0, 5) });
  const tree = await repository.tree(status.head);
  return { source: status.head, tree: tree ?? status.head };
}
