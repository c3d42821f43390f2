import { LoungeError } from '../../domain/errors.ts';
import { readService, refuseForeignImage } from '../read-service.ts';
import { pushImage } from './push-image.ts';
import { reserveTag } from './reserve-tag.ts';
import type { Context } from '../context.ts';
import type { PushInput, PushOutput } from './operation.ts';

/** Pushes what `lounge build` left in `.lounge/builds/<service>`. Throws BUILD_MISSING. */
export async function pushBuilt(context: Context, input: PushInput): Promise<PushOutput> {
  const lounge = await context.lounge();
  refuseForeignImage(await readService(lounge, input.service));
  const folder = `.lounge/builds/${input.service}`;
  if (!(await lounge.workspace.exists(`${folder}/index.json`)))
    throw new LoungeError('BUILD_MISSING', { service: input.service });
  const tag = input.tag ?? (await reserveTag(context, lounge, input.service));
  if (input.dryRun) return { service: input.service, tag, folder, dryRun: true };
  const pushed = await pushImage(context, lounge, {
    service: input.service,
    tag,
    layoutFolder: `${lounge.workspace.root}/${folder}`,
  });
  return { service: input.service, tag, ...pushed, folder, dryRun: false };
}
