import { generateImageService } from '../../engine/manifest/generate/generate-image-service.ts';
import { parseServiceSpec } from '../../engine/config/parse-service-spec.ts';
import { servicePaths } from '../../engine/manifest/layout.ts';
import type { Context, Lounge } from '../context.ts';
import { chosenEnvironments } from './add-overlays.ts';
import type { NewInput, NewOutput } from './operation.ts';
import { resolveImage } from './resolve-image.ts';
import { writeAndCommit } from './write-and-commit.ts';

/** A service that runs an image of others as it is. */
export async function newFromImage(
  context: Context,
  lounge: Lounge,
  input: NewInput & { readonly service: string; readonly image: string },
): Promise<NewOutput> {
  const { service } = input;
  const environments = chosenEnvironments(lounge, input.environment);
  const { reference, preset } = await resolveImage(lounge, input.image);
  const files = generateImageService(
    lounge.config,
    {
      name: service,
      description: input.description,
      image: reference,
      port: input.port,
      replicas: input.replicas,
      preset,
    },
    environments,
  );
  const path = servicePaths(service).spec;
  const spec = parseServiceSpec(files.find((file) => file.path === path)?.content ?? '', path, { service });
  const known = await lounge.environmentValues();
  const variables = Object.values(spec.secrets).flat();
  const output: NewOutput = {
    service,
    image: reference,
    ...(preset === undefined ? {} : { preset: preset.name }),
    missingVariables: variables.filter((name) => !known.has(name)),
    files: files.map((file) => file.path),
    dryRun: input.dryRun,
  };
  if (input.dryRun) return output;
  return await writeAndCommit(context, lounge, {
    files,
    output,
    commit: input.commit,
    subject: `feat(${service}): run ${reference.split('@', 1)[0] ?? ''}`,
  });
}
