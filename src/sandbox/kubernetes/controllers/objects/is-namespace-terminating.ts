import { isStatusFailure } from '../../store/status-failure.ts';

/** A refusal that no retry can heal and nobody needs to hear of: the namespace is going. */
export function isNamespaceTerminating(error: unknown): boolean {
  const ending = 'because it is being terminated';
  return isStatusFailure(error) && error.reason === 'Forbidden' && error.message.endsWith(ending);
}
