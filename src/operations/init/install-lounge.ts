import { generateRootApp } from '../../engine/manifest/generate/generate-applications.ts';
import { generateProjects, workloadNamespaces } from '../../engine/manifest/generate/generate-projects.ts';
import { parseManifests } from '../../engine/manifest/parse-manifests.ts';
import { pullSecretObject } from '../../engine/manifest/secret-objects.ts';
import type { Context } from '../context.ts';

/** Puts namespaces, the registry login, the projects and root-app into the engine; returns how many objects. Idempotent. */
export async function installLounge(context: Context, folder: string): Promise<number> {
  const lounge = await context.lounge(folder);
  const { config } = lounge;
  const [environment = 'production'] = Object.keys(config.environments);
  const { cluster } = await lounge.engine(environment);
  const values = await lounge.environmentValues();
  const objects = [
    ...parseManifests(generateProjects(config)),
    ...workloadNamespaces(config).map((namespace) => pullSecretObject(config, namespace, values)),
    ...parseManifests(generateRootApp(config)),
  ];
  for (const object of objects) await cluster.apply(object);
  return objects.length;
}
