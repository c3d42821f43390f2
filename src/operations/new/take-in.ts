import { LoungeError } from '../../domain/errors.ts';
import { ServiceSpec } from '../../domain/service-spec.ts';
import { generateServiceManifests } from '../../engine/manifest/generate/generate-service-manifests.ts';
import { proposeDockerfile } from '../../engine/plan/propose-dockerfile.ts';
import type { Context, Lounge } from '../context.ts';
import { chosenEnvironments } from './add-overlays.ts';
import { refuseBlocked, type Intake } from './refuse-blocked.ts';
import { writeAndCommit, type NewFile } from './write-and-commit.ts';
import type { NewInput, NewOutput } from './operation.ts';

/** What never belongs into a service folder, whatever the source holds. */
const LEFT_OUT =
  /(^|\/)(node_modules|\.git|__pycache__|\.venv|venv|dist|build|\.next|\.DS_Store)(\/|$)|(^|\/)\.env(\.(?!example$)[^/]*)?$|\.(log|pyc)$/;

/** Takes code that exists into `apps/<service>`, with its own Dockerfile or with one proposed for it. */
export async function takeIn(
  context: Context,
  lounge: Lounge,
  input: NewInput & { readonly service: string; readonly from: string },
): Promise<NewOutput> {
  const source = context.workspace(input.from);
  const names = (await source.walk('.')).filter((path) => !LEFT_OUT.test(path));
  if (names.length === 0) throw new LoungeError('SOURCE_EMPTY', { folder: source.root });
  const port = input.port ?? exposedPort(await source.read('Dockerfile')) ?? 8080;
  const proposal = names.includes('Dockerfile')
    ? undefined
    : proposeDockerfile(names, { packageJson: await source.read('package.json'), port });
  if (proposal === undefined && !names.includes('Dockerfile'))
    throw new LoungeError('DOCKERFILE_UNKNOWN', { folder: source.root });
  const spec = ServiceSpec.parse({
    name: input.service,
    description: input.description,
    port,
    replicas: input.replicas,
    health: { echoesTag: false },
  });
  const written = writtenFiles(
    lounge,
    names,
    spec,
    proposal?.dockerfile,
    chosenEnvironments(lounge, input.environment),
  );
  return await take(context, lounge, input, {
    intake: { source, names, folder: `apps/${input.service}`, written },
    ...(proposal === undefined ? {} : { proposed: { runtime: proposal.runtime, reason: proposal.reason } }),
  });
}

async function take(
  context: Context,
  lounge: Lounge,
  input: NewInput & { readonly service: string },
  { intake, proposed }: { readonly intake: Intake; readonly proposed?: NewOutput['proposedDockerfile'] },
): Promise<NewOutput> {
  const { source, names, folder, written } = intake;
  const output: NewOutput = {
    service: input.service,
    from: source.root,
    files: [...names.map((name) => `${folder}/${name}`), ...written.map((file) => file.path)],
    dryRun: input.dryRun,
    ...(proposed === undefined ? {} : { proposedDockerfile: proposed }),
  };
  if (input.commit) await refuseBlocked(context, lounge, intake);
  if (input.dryRun) return output;
  await lounge.workspace.copyFrom(source.root, folder, (path) => names.includes(path));
  return await writeAndCommit(context, lounge, {
    files: written,
    output,
    commit: input.commit,
    subject: `feat(${input.service}): take in existing code`,
  });
}

/** The port of the last EXPOSE, when it is a number. */
function exposedPort(dockerfile: string | undefined): number | undefined {
  const port = Number(/^\s*EXPOSE\s+(\d{1,5})(?:\/tcp)?\b(?![^]*^\s*EXPOSE\s)/im.exec(dockerfile ?? '')?.[1] ?? 0);
  return port >= 1 && port <= 65_535 ? port : undefined;
}

/** What the code does not bring itself. */
function writtenFiles(
  lounge: Lounge,
  names: readonly string[],
  spec: ServiceSpec,
  dockerfile: string | undefined,
  environments: readonly string[],
): readonly NewFile[] {
  const folder = `apps/${spec.name}`;
  return [
    ...(names.includes('service.yaml') ? [] : [{ path: `${folder}/service.yaml`, content: specText(spec) }]),
    ...(dockerfile === undefined ? [] : [{ path: `${folder}/Dockerfile`, content: dockerfile }]),
    ...(names.includes('.dockerignore') ? [] : [{ path: `${folder}/.dockerignore`, content: DOCKERIGNORE }]),
    ...generateServiceManifests(lounge.config, spec, environments),
  ];
}

const DOCKERIGNORE = ['.git', '.env', '.env.*', 'node_modules', '__pycache__', '*.log', ''].join('\n');

function specText(spec: ServiceSpec): string {
  return `# yaml-language-server: $schema=../../.schemas/service.schema.json
name: ${spec.name}
description: ${JSON.stringify(spec.description)}
port: ${spec.port}
${spec.replicas === 1 ? '' : `replicas: ${spec.replicas}\n`}health:
  path: ${spec.health.path}
  # Set it to true once the health path answers JSON whose version is the release tag.
  echoesTag: false
`;
}
