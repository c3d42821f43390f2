import { LoungeError } from '../../domain/errors.ts';
import type { BuiltImage } from '../../ports/images.ts';
import type { Context, Lounge } from '../context.ts';

export interface BuildImageRequest {
  /** The commit whose `apps/<service>` is built; the working tree is never read. */
  readonly commit: string;
  readonly service: string;
  /** Whose registry base images come from. */
  readonly environment?: string;
  readonly tag: string;
  /** Absolute folder for the OCI layout. */
  readonly outputFolder: string;
}

/** Builds the image of a service from a clean checkout of a commit. Throws DOCKERFILE_MISSING, BUILD_*. */
export async function buildImage(
  context: Context,
  lounge: Lounge,
  request: BuildImageRequest,
): Promise<BuiltImage & { readonly builder: string }> {
  const repository = await lounge.repository();
  const folder = `apps/${request.service}`;
  if ((await repository.tree(request.commit, `${folder}/Dockerfile`)) === undefined)
    throw new LoungeError('DOCKERFILE_MISSING', { service: request.service });
  const builder = await lounge.builder(request.environment);
  const built = await repository.withCheckout(
    request.commit,
    async (checkout) =>
      await builder.build({
        context: `${checkout}/${folder}`,
        dockerfile: 'Dockerfile',
        buildArguments: { VERSION: request.tag },
        labels: {
          'org.opencontainers.image.revision': request.commit,
          'org.opencontainers.image.version': request.tag,
          'org.opencontainers.image.title': request.service,
        },
        platform: context.machine.platform,
        outputFolder: request.outputFolder,
        signal: context.signal,
        progress: (line) => context.progress({ kind: 'output', line }),
      }),
  );
  return { ...built, builder: built.builtBy ?? builder.name };
}
