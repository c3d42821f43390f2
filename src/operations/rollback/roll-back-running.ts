import { LoungeError } from '../../domain/errors.ts';
import { chooseEnvironment, readService } from '../read-service.ts';
import { runningRelease } from '../status/running-release.ts';
import { rollBack } from './roll-back.ts';
import type { Context } from '../context.ts';
import type { RollbackInput, RollbackOutput } from './operation.ts';

/** Reverts the release that runs, and judges what runs then. Throws NOTHING_TO_ROLL_BACK. */
export async function rollBackRunning(context: Context, input: RollbackInput): Promise<RollbackOutput> {
  const lounge = await context.lounge();
  const environment = chooseEnvironment(lounge, input.environment);
  await readService(lounge, input.service);
  const of = await runningRelease(lounge, input.service, environment);
  if (of?.commit === undefined) throw new LoungeError('NOTHING_TO_ROLL_BACK', { service: input.service });
  return input.dryRun ? { of } : { of, release: await rollBack(context, lounge, of) };
}
