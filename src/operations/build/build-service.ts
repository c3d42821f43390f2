import { reserveTag } from '../push/reserve-tag.ts';
import { readService, refuseForeignImage } from '../read-service.ts';
import { buildImage } from './build-image.ts';
import type { Context } from '../context.ts';
import { resolveCommit } from '../resolve-commit.ts';
import type { BuildInput, BuildOutput } from './operation.ts';

/** Builds the committed tree of a service into `.lounge/builds/<service>`. Throws GIT_REVISION_UNKNOWN, GIT_NO_COMMIT. */
export async function buildService(context: Context, input: BuildInput): Promise<BuildOutput> {
  const lounge = await context.lounge();
  refuseForeignImage(await readService(lounge, input.service));
  const commit = await resolveCommit(lounge, input.revision);
  const tag = input.tag ?? (await reserveTag(context, lounge, input.service));
  const folder = `.lounge/builds/${input.service}`;
  await lounge.workspace.remove(folder);
  const built = await buildImage(context, lounge, {
    commit,
    service: input.service,
    tag,
    outputFolder: `${lounge.workspace.root}/${folder}`,
  });
  return {
    service: input.service,
    tag,
    digest: built.digest,
    bytes: built.bytes,
    builder: built.builder,
    standIns: [...built.standIns],
    folder,
  };
}
