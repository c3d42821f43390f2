import type { Release } from '../../domain/release.ts';
import type { ServiceSpec } from '../../domain/service-spec.ts';
import type { Context, Engine, Lounge } from '../context.ts';
import { chooseEnvironment, readService } from '../read-service.ts';
import { rollBackFailed } from '../rollback/roll-back-failed.ts';
import { claimRelease } from './claim-release.ts';
import { ensureReleasable } from './ensure-releasable.ts';
import { finishRelease } from './finish-release.ts';
import type { ShipInput, ShipOutput } from './operation.ts';
import { planShip } from './plan-ship.ts';
import { resumableRelease } from './resume-release.ts';
import { openShipping, type Shipping } from './shipping.ts';
import { shipSteps } from './steps/index.ts';

/** From a committed tree to a proven release. */
export async function ship(context: Context, input: ShipInput): Promise<ShipOutput> {
  const lounge = await context.lounge();
  const environment = chooseEnvironment(lounge, input.environment);
  const spec = await readService(lounge, input.service);
  const source = await ensureReleasable(lounge);
  const wanted = { service: input.service, environment, ...source, task: input.task };
  if (input.dryRun) return { plan: await planShip(context, lounge, wanted) };
  const engine = await lounge.engine(environment);
  await Promise.all([engine.cluster.check(), (await lounge.registry()).check()]);
  const shipping =
    (await resumableRelease(context, lounge, engine, wanted)) ??
    (await newShipping(context, lounge, engine, spec, wanted));
  return await concludeShipping(shipping, await finishRelease(shipping, shipSteps));
}

async function newShipping(
  context: Context,
  lounge: Lounge,
  engine: Engine,
  spec: ServiceSpec,
  wanted: Parameters<typeof claimRelease>[2],
): Promise<Shipping> {
  return openShipping({ context, lounge, engine, spec, release: await claimRelease(context, lounge, wanted) });
}

/** What is said of a finished release; a failed one is rolled back as the policy decides. */
export async function concludeShipping(shipping: Shipping, release: Release): Promise<ShipOutput> {
  const { lounge } = shipping;
  const image = `${lounge.config.registry.url}/${lounge.config.imagePrefix}/${release.service}:${release.tag}@${release.digest ?? ''}`;
  const url = release.verdict?.verdict === 'PASS' ? await lounge.publicUrl(release.service) : undefined;
  const rollback = release.verdict?.verdict === 'FAIL' ? await rollBackFailed(shipping) : undefined;
  return { release, image, ...(url === undefined ? {} : { url }), ...(rollback === undefined ? {} : { rollback }) };
}
