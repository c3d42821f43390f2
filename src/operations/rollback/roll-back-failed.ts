import { LoungeError } from '../../domain/errors.ts';
import type { Release } from '../../domain/release.ts';
import { say } from '../ship/messages.ts';
import type { Shipping } from '../ship/shipping.ts';
import { rollBack } from './roll-back.ts';
import { warnOfManifests } from './warn-of-manifests.ts';

/** Rolls a failed release back when the policy (or the person asked) says so; the release it went back to, once judged. */
export async function rollBackFailed(shipping: Shipping): Promise<Release | undefined> {
  const { context, lounge, release } = shipping;
  const mode = lounge.config.policy.rollback;
  if (!(await isWanted(shipping, mode))) {
    context.progress({ kind: 'note', text: say(context.language, 'noRollback', { mode, service: release.service }) });
    await warnOfManifests(context, lounge, release);
    return undefined;
  }
  try {
    return await rollBack(context, lounge, release);
  } catch (error) {
    if (!(error instanceof LoungeError) || error.code === 'CANCELLED') throw error;
    // The verdict of the release stands and is what the caller must hear first.
    context.progress({
      kind: 'step-failed',
      step: 'rollback',
      text: `${error.code}: ${error.message}`,
      milliseconds: 0,
    });
    return undefined;
  }
}

async function isWanted({ context, release }: Shipping, mode: 'auto' | 'ask' | 'off'): Promise<boolean> {
  if (mode !== 'ask') return mode === 'auto';
  if (context.confirm === undefined) return false;
  return await context.confirm(
    say(context.language, 'askRollback', { release: release.id, reason: release.verdict?.reason ?? '' }),
  );
}
