import { LoungeError } from '../../domain/errors.ts';
import { chooseEnvironment, readService } from '../read-service.ts';
import { planBump } from './plan-bump.ts';
import type { Context } from '../context.ts';
import type { BumpInput, BumpOutput } from './operation.ts';

/** Pins a pushed image in the overlay of a service. Throws IMAGE_UNKNOWN, GIT_NO_COMMIT. */
export async function bumpService(context: Context, input: BumpInput): Promise<BumpOutput> {
  const lounge = await context.lounge();
  const environment = chooseEnvironment(lounge, input.environment);
  await readService(lounge, input.service);
  const image = await (await lounge.registry()).inspect(`${lounge.config.imagePrefix}/${input.service}`, input.tag);
  if (image === undefined) throw new LoungeError('IMAGE_UNKNOWN', { image: `${input.service}:${input.tag}` });
  if (input.digest !== undefined && input.digest !== image.digest) {
    const reference = `${input.service}:${input.tag}`;
    throw new LoungeError('REGISTRY_DIGEST_MISMATCH', { reference, expected: input.digest, found: image.digest });
  }
  const { head } = await (await lounge.repository()).status();
  if (head === undefined) throw new LoungeError('GIT_NO_COMMIT');
  const plan = await planBump(context, lounge, {
    base: head,
    service: input.service,
    environment,
    tag: input.tag,
    digest: image.digest,
  });
  if (!input.dryRun)
    for (const change of plan.changes)
      if (change.content !== null) await lounge.workspace.write(change.path, change.content);
  return {
    files: plan.changes.map((change) => change.path),
    ...(plan.imageBefore === undefined ? {} : { before: plan.imageBefore }),
    after: plan.imageAfter,
    render: plan.renderDiff,
    dryRun: input.dryRun,
  };
}
