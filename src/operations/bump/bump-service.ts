import { LoungeError } from '../../domain/errors.ts';
import { chooseEnvironment, readService } from '../read-service.ts';
import { reserveTag } from '../push/reserve-tag.ts';
import { imageFacts } from '../ship/claim-release.ts';
import { planBump, type BumpRequest } from './plan-bump.ts';
import type { ServiceSpec } from '../../domain/service-spec.ts';
import type { Context, Lounge } from '../context.ts';
import { say } from './messages.ts';
import type { BumpInput, BumpOutput } from './operation.ts';

/** Pins a pushed image in the overlay of a service. Throws IMAGE_UNKNOWN, GIT_NO_COMMIT. */
export async function bumpService(context: Context, input: BumpInput): Promise<BumpOutput> {
  const lounge = await context.lounge();
  const environment = chooseEnvironment(lounge, input.environment);
  const spec = await readService(lounge, input.service);
  const image =
    spec.image === undefined
      ? await pushedImage(context, lounge, input, environment)
      : await namedImage(context, lounge, spec);
  const { head } = await (await lounge.repository()).status();
  if (head === undefined) throw new LoungeError('GIT_NO_COMMIT');
  const plan = await planBump(context, lounge, {
    base: head,
    service: input.service,
    environment,
    ...image,
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

type BumpedImage = Pick<BumpRequest, 'tag' | 'digest' | 'image'>;

/** What the registry has under the tag. */
async function pushedImage(
  context: Context,
  lounge: Lounge,
  { service, tag, digest }: BumpInput,
  environment: string,
): Promise<BumpedImage> {
  if (tag === undefined)
    throw new LoungeError('USAGE', { problem: say(context.language, 'tagMissing'), command: 'bump' });
  const registry = await lounge.registry(environment);
  const found = await registry.inspect(`${lounge.config.imagePrefix}/${service}`, tag);
  const reference = `${service}:${tag}`;
  if (found === undefined) throw new LoungeError('IMAGE_UNKNOWN', { image: reference });
  if (digest !== undefined && digest !== found.digest)
    throw new LoungeError('REGISTRY_DIGEST_MISMATCH', { reference, expected: digest, found: found.digest });
  return { tag, digest: found.digest };
}

/** What service.yaml names; the tag only marks the release. */
async function namedImage(context: Context, lounge: Lounge, { name, image }: ServiceSpec): Promise<BumpedImage> {
  const { digest } = imageFacts(image);
  return { tag: await reserveTag(context, lounge, name), digest: digest ?? '', image };
}
