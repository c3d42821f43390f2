import { LoungeError } from '../../domain/errors.ts';
import { chooseEnvironment, readService } from '../read-service.ts';
import { observeNow } from '../status/observe-now.ts';
import { runningRelease } from '../status/running-release.ts';
import { checkReceipts } from './check-receipts.ts';
import { judgeRunning } from './judge-running.ts';
import { watchRunning } from './watch-running.ts';
import type { Context } from '../context.ts';
import type { VerifyInput, VerifyOutput } from './operation.ts';

const LAST_LOOK_MS = 5000;

/** Judges the release that runs, whoever made it. Throws RELEASE_UNKNOWN. */
export async function verifyRunning(context: Context, input: VerifyInput): Promise<VerifyOutput> {
  const lounge = await context.lounge();
  const environment = chooseEnvironment(lounge, input.environment);
  const spec = await readService(lounge, input.service);
  const found = await runningRelease(lounge, input.service, environment);
  if (found === undefined) throw new LoungeError('RELEASE_UNKNOWN', { release: `${input.service} (${environment})` });
  const release = await judgeRunning(context, lounge, { release: found, spec, again: input.again });
  if (input.watch) await watchRunning(context, lounge, spec, release);
  // Ctrl-C ends the watching; a last look that it cancels would find everything bad.
  const looking = input.watch ? { ...context, signal: AbortSignal.timeout(LAST_LOOK_MS) } : context;
  const { state, problems } = await observeNow(looking, lounge, spec, environment, release);
  const receipts = input.receipts ? await checkReceipts(lounge, release) : undefined;
  return { release, now: { state, problems: [...problems] }, ...(receipts === undefined ? {} : { receipts }) };
}
