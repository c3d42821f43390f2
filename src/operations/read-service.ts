import { LoungeError } from '../domain/errors.ts';
import type { ServiceSpec } from '../domain/service-spec.ts';
import { parseServiceSpec } from '../engine/config/parse-service-spec.ts';
import type { Lounge } from './context.ts';

/** Names of the services that the working tree holds, sorted. */
export async function serviceNames(lounge: Lounge): Promise<readonly string[]> {
  const folders = (await lounge.workspace.list('apps')).filter((entry) => entry.isFolder);
  const found = await Promise.all(
    folders.map(async ({ name }) => ((await lounge.workspace.exists(`apps/${name}/service.yaml`)) ? name : undefined)),
  );
  return found.filter((name) => name !== undefined);
}

/** `service.yaml` of a service in the working tree. Throws SERVICE_UNKNOWN, CONFIG_INVALID. */
export async function readService(lounge: Lounge, service: string): Promise<ServiceSpec> {
  const file = `apps/${service}/service.yaml`;
  const text = /^[a-z0-9-]+$/.test(service) ? await lounge.workspace.read(file) : undefined;
  if (text === undefined) throw await unknownService(lounge, service);
  return parseServiceSpec(text, file);
}

/** The same in a commit. */
export async function readServiceAt(lounge: Lounge, commit: string, service: string): Promise<ServiceSpec> {
  const file = `apps/${service}/service.yaml`;
  const text = await (await lounge.repository()).readFile(commit, file);
  if (text === undefined) throw await unknownService(lounge, service);
  return parseServiceSpec(text, file);
}

/** What is built is code of ours. Throws IMAGE_NOT_OURS for a service that runs an image of others. */
export function refuseForeignImage({ name, image }: ServiceSpec): void {
  if (image !== undefined) throw new LoungeError('IMAGE_NOT_OURS', { service: name, image });
}

async function unknownService(lounge: Lounge, service: string): Promise<LoungeError> {
  const known = await serviceNames(lounge);
  return new LoungeError('SERVICE_UNKNOWN', {
    service: service.slice(0, 63),
    known: known.length === 0 ? ['–'] : known,
  });
}

/** The environment asked for, else the first one of lounge.yaml. Throws ENVIRONMENT_UNKNOWN. */
export function chooseEnvironment(lounge: Lounge, environment: string | undefined): string {
  const known = Object.keys(lounge.config.environments);
  const chosen = environment ?? known[0];
  if (chosen === undefined || !known.includes(chosen))
    throw new LoungeError('ENVIRONMENT_UNKNOWN', { environment: chosen ?? '', known });
  return chosen;
}
