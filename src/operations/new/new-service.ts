import { LoungeError } from '../../domain/errors.ts';
import { ServiceName } from '../../domain/names.ts';
import { ServiceSpec } from '../../domain/service-spec.ts';
import { parseServiceSpec } from '../../engine/config/parse-service-spec.ts';
import { generateServiceManifests } from '../../engine/manifest/generate/generate-service-manifests.ts';
import type { Context, Lounge } from '../context.ts';
import type { NewInput, NewOutput } from './operation.ts';
import { addOverlays, chosenEnvironments } from './add-overlays.ts';
import { say } from './messages.ts';
import { newFromImage } from './new-from-image.ts';
import { takeIn } from './take-in.ts';
import { writeAndCommit, type NewFile } from './write-and-commit.ts';

/** Source and manifests of a new service; with a commit of just these files. */
export async function newService(context: Context, input: NewInput): Promise<NewOutput> {
  if (input.list) return { templates: [...(await context.templates.list())], files: [], dryRun: false };
  const lounge = await context.lounge();
  if (await isForOverlays(lounge, input)) return await addOverlays(context, lounge, input);
  const service = await freeName(context, lounge, input.service);
  const environments = chosenEnvironments(lounge, input.environment);
  if (input.image !== undefined) return await newFromImage(context, lounge, { ...input, service, image: input.image });
  if (input.from !== undefined) return await takeIn(context, lounge, { ...input, service, from: input.from });
  return await scaffold(context, lounge, { ...input, service }, environments);
}

async function scaffold(
  context: Context,
  lounge: Lounge,
  input: NewInput & { readonly service: string },
  environments: readonly string[],
): Promise<NewOutput> {
  const { service } = input;
  const description = JSON.stringify(input.description).slice(1, -1);
  const values = { service, description, port: String(input.port ?? 8080) };
  const files = (await context.templates.files(input.template, values)).map((file): NewFile => ({
    ...file,
    path: `apps/${service}/${file.path}`,
  }));
  const specText = files.find((file) => file.path === `apps/${service}/service.yaml`)?.content;
  const spec = withReplicas(
    parseServiceSpec(String(specText ?? `name: ${service}\n`), `apps/${service}/service.yaml`),
    input.replicas,
  );
  const all: NewFile[] = [
    ...files.map((file) =>
      file.path.endsWith(`${service}/service.yaml`)
        ? { ...file, content: replicasText(String(file.content), input.replicas) }
        : file,
    ),
    ...generateServiceManifests(lounge.config, spec, environments),
  ];
  const output: NewOutput = {
    service,
    template: input.template,
    files: all.map((file) => file.path),
    dryRun: input.dryRun,
  };
  if (input.dryRun) return output;
  return await writeAndCommit(context, lounge, {
    files: all,
    output,
    commit: input.commit,
    subject: `feat(${service}): scaffold from ${input.template}`,
  });
}

/** `--environment` with a service that is there, or with none named: only what is missing is added. */
async function isForOverlays(lounge: Lounge, { service, environment, from, image }: NewInput): Promise<boolean> {
  if (environment.length === 0 || from !== undefined || image !== undefined) return false;
  return service === undefined || (/^[a-z0-9-]+$/.test(service) && (await lounge.workspace.exists(`apps/${service}`)));
}

async function freeName(context: Context, lounge: Lounge, name: string | undefined): Promise<string> {
  if (name === undefined)
    throw new LoungeError('USAGE', { problem: say(context.language, 'serviceMissing'), command: 'new' });
  const parsed = ServiceName.safeParse(name);
  if (!parsed.success) throw new LoungeError('SERVICE_NAME', { service: name.slice(0, 80) });
  if (await lounge.workspace.exists(`apps/${name}`)) throw new LoungeError('FILE_EXISTS', { path: `apps/${name}` });
  return name;
}

function withReplicas(spec: ServiceSpec, replicas: number): ServiceSpec {
  return ServiceSpec.parse({ ...spec, replicas });
}

function replicasText(text: string, replicas: number): string {
  return replicas === 1 ? text : `${text.trimEnd()}\nreplicas: ${replicas}\n`;
}
