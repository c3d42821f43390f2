import { LoungeError } from '../../domain/errors.ts';
import type { Release } from '../../domain/release.ts';
import { runSteps } from './run-steps.ts';
import { learn, type Shipping, type Step } from './shipping.ts';

/**
 * Runs a release to its end. One that was refused before anything was published is closed; one that was cancelled, or
 * that lost the network, stays open for `resume`. The lease is given back in every case.
 */
export async function finishRelease(shipping: Shipping, steps: readonly Step[]): Promise<Release> {
  const repository = await shipping.lounge.repository();
  try {
    await runSteps(shipping, steps);
    await learn(shipping, {
      finishedAt: shipping.context.clock.now(),
      held: shipping.release.verdict?.verdict === 'FAIL',
    });
    await shipping.lounge.recordings.prune(shipping.lounge.config.policy.recordingDays);
    return shipping.release;
  } catch (error) {
    if (isRefusal(error) && shipping.release.commit === undefined) await closeUnpublished(shipping, error);
    throw error;
  } finally {
    // A lease that cannot be given back now is seen as stale by the next one.
    await repository.releaseLease(shipping.release.service, shipping.release.id).catch(() => undefined);
  }
}

function isRefusal(error: unknown): error is LoungeError {
  return error instanceof LoungeError && !error.retryable && error.code !== 'CANCELLED';
}

/** Ends a release that never reached the remote: nothing of it runs. */
export async function closeUnpublished(shipping: Shipping, cause: LoungeError | undefined): Promise<void> {
  const { lounge, release, context } = shipping;
  await lounge.workspace.remove(`.lounge/builds/${release.id}`);
  await learn(shipping, {
    finishedAt: context.clock.now(),
    verdict: {
      verdict: 'UNVERIFIED',
      reason: cause?.code ?? 'ABANDONED',
      message: cause?.message ?? 'The release was given up before it was pushed.',
      next: '',
      at: 0,
      receipts: [],
    },
  });
}
