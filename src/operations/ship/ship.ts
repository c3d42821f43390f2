import { LoungeError } from '../../domain/errors.ts';
import type { Release } from '../../domain/release.ts';
import type { ServiceSpec } from '../../domain/service-spec.ts';
import { pinnedImage } from '../../engine/manifest/pinned-image.ts';
import type { Context, Engine, Lounge } from '../context.ts';
import { needsApproval } from '../promote/find-approval.ts';
import { chooseEnvironment, readService } from '../read-service.ts';
import { claimRelease } from './claim-release.ts';
import { ensureReleasable } from './ensure-releasable.ts';
import { finishRelease } from './finish-release.ts';
import type { ShipInput, ShipOutput } from './operation.ts';
import { resumableRelease } from './resume-release.ts';
import { openShipping, type Shipping } from './shipping.ts';

/** From a committed tree to a proven release. */
export async function ship(context: Context, input: ShipInput): Promise<ShipOutput> {
  const lounge = await context.lounge();
  const environment = chooseEnvironment(lounge, input.environment);
  const spec = await readService(lounge, input.service);
  if (needsApproval(lounge, environment)) throw promotionWanted(lounge, input.service, environment);
  const source = await ensureReleasable(lounge);
  const wanted = { service: input.service, environment, ...source, task: input.task, image: spec.image };
  if (input.dryRun) return { plan: await (await import('./plan-ship.ts')).planShip(context, lounge, wanted) };
  const engine = await reach(lounge, environment);
  const [shipping, { stepsOf }] = await Promise.all([
    openOrResume(context, lounge, engine, spec, wanted),
    // Read while the remote is asked for the lease.
    import('./steps-of.ts'),
  ]);
  return await concludeShipping(shipping, await finishRelease(shipping, stepsOf(shipping.lounge, shipping.release)));
}

/** The engine of the environment, after it and the registry have answered. */
async function reach(lounge: Lounge, environment: string): Promise<Engine> {
  const engine = await lounge.engine(environment);
  await Promise.all([engine.cluster.check(), (await lounge.registry(environment)).check()]);
  return engine;
}

/** Where a person decides, a release has to pass somewhere else first: that is what the person looks at. */
function promotionWanted(lounge: Lounge, service: string, environment: string): LoungeError {
  const known = Object.keys(lounge.config.environments);
  const before = known.slice(0, known.indexOf(environment));
  const first = before.findLast((name) => !needsApproval(lounge, name)) ?? '<environment>';
  const next = [
    `lounge ship ${service} --environment ${first}`,
    `lounge approve ${service} --from ${first} --to ${environment}`,
    `lounge promote ${service} --from ${first} --to ${environment}`,
  ].join('; ');
  return new LoungeError('APPROVAL_NEEDED', { service, environment, next });
}

async function openOrResume(
  context: Context,
  lounge: Lounge,
  engine: Engine,
  spec: ServiceSpec,
  wanted: Parameters<typeof claimRelease>[2],
): Promise<Shipping> {
  const interrupted = await resumableRelease(context, lounge, engine, wanted);
  if (interrupted !== undefined) return interrupted;
  return openShipping({ context, lounge, engine, spec, release: await claimRelease(context, lounge, wanted) });
}

/** What is said of a finished release; a failed one is rolled back as the policy decides. */
export async function concludeShipping(shipping: Shipping, release: Release): Promise<ShipOutput> {
  const { lounge } = shipping;
  const image = pinnedImage(lounge.config, release).reference;
  const url =
    release.verdict?.verdict === 'PASS' ? await lounge.publicUrl(release.service, release.environment) : undefined;
  const rollback = release.verdict?.verdict === 'FAIL' ? await rollBack(shipping) : undefined;
  return { release, image, ...(url === undefined ? {} : { url }), ...(rollback === undefined ? {} : { rollback }) };
}

async function rollBack(shipping: Shipping): Promise<ShipOutput['rollback']> {
  const { rollBackFailed } = await import('../rollback/roll-back-failed.ts');
  return await rollBackFailed(shipping);
}
