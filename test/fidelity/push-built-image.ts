import { join } from 'node:path';
import { createEmbeddedBuilder } from '../../src/drivers/images/embedded/create-embedded-builder.ts';
import { createOciRegistry } from '../../src/drivers/registry/oci/create-oci-registry.ts';
import { systemClock } from '../../src/platform/clock.ts';

/** A registry and the login to it. */
export interface RegistryLogin {
  readonly url: string;
  readonly user: string;
  readonly password: string;
}

/** Builds the Dockerfile of a folder for the nodes and pushes it as `<registry>/<repository>:<tag>`; returns its digest. */
export async function pushBuiltImage(
  folder: string,
  login: RegistryLogin,
  repository: string,
  tag: string,
): Promise<string> {
  const registry = createOciRegistry({ ...login, clock: systemClock });
  const layout = join(folder, 'layout');
  await createEmbeddedBuilder({ registry, cacheFolder: join(folder, 'cache') }).build({
    context: folder,
    dockerfile: 'Dockerfile',
    buildArguments: {},
    labels: {},
    platform: 'linux/amd64',
    outputFolder: layout,
  });
  return registry.push(layout, repository, tag);
}
