import { writeFile } from 'node:fs/promises';
import { parseAllDocuments } from 'yaml';
import type { ClusterUnderTest } from '../cluster/harness/cluster-under-test.ts';
import { JourneyWorld } from '../journey-world.ts';

export interface ClusterWorldOptions {
  readonly namespace: string;
  readonly registry: { readonly url: string; readonly user: string; readonly password: string };
  readonly repository: string;
  /** Further values of `.env`. */
  readonly values: Readonly<Record<string, string>>;
  /** Settings of the clone: how a person's own git logs in. */
  readonly git: Readonly<Record<string, string>>;
  /** $KUBECONFIG says it instead of lounge.yaml. */
  readonly usualKubeconfig?: boolean;
  /** Further flags of init. */
  readonly flags?: readonly string[];
}

/** A lounge whose one environment is on a cluster, pushed, with `.env` filled in; not bootstrapped yet. */
export async function makeClusterWorld(cluster: ClusterUnderTest, options: ClusterWorldOptions): Promise<JourneyWorld> {
  const world = await JourneyWorld.make({ lounge: false });
  const context = (await cluster.kubectl(['config', 'current-context'])).trim();
  const { registry, repository, namespace } = options;
  const kubeconfig = options.usualKubeconfig === true ? [] : ['--kubeconfig', cluster.kubeconfig];
  const where = ['--context', context, ...kubeconfig, '--namespace', namespace];
  await world.done([
    'init',
    '.',
    ...where,
    '--registry',
    registry.url,
    '--repository',
    repository,
    '--domain',
    'b.test',
    ...(options.flags ?? []),
  ]);
  await writeValues(world, {
    REGISTRY_USER: registry.user,
    REGISTRY_PASSWORD: registry.password,
    ...options.values,
  });
  for (const [name, value] of Object.entries(options.git)) await world.git(['config', name, value]);
  await world.git(['push', '--quiet', '--set-upstream', 'origin', 'main']);
  return world;
}

/** Sets values of `.env`. */
export async function writeValues(world: JourneyWorld, values: Readonly<Record<string, string>>): Promise<void> {
  const lines = (await world.read('.env')).split('\n');
  const kept = lines.filter((line) => line !== '' && !Object.keys(values).some((name) => line.startsWith(`${name}=`)));
  await world.write(
    '.env',
    `${[...kept, ...Object.entries(values).map(([name, value]) => `${name}=${value}`)].join('\n')}\n`,
  );
}

/** Makes a ServiceAccount that nobody has given anything, and a kubeconfig for it; returns its token. */
export async function writeAccountConfig(
  cluster: ClusterUnderTest,
  file: string,
  namespace: string,
  name: string,
): Promise<string> {
  await cluster.kubectl(['create', 'serviceaccount', '-n', namespace, name]);
  const token = (await cluster.kubectl(['create', 'token', '-n', namespace, name])).trim();
  const config = JSON.parse(await cluster.kubectl(['config', 'view', '--raw', '--minify', '-o', 'json'])) as {
    users: { name: string; user: object }[];
  };
  const users = config.users.map((user) => ({ name: user.name, user: { token } }));
  await writeFile(file, JSON.stringify({ ...config, users }), { mode: 0o600 });
  return token;
}

/** As a person does who pipes YAML into kubectl. */
export async function applyText(cluster: ClusterUnderTest, yaml: string): Promise<void> {
  const items = parseAllDocuments(yaml).map((document) => document.toJS() as unknown);
  await cluster.kubectl(['apply', '-f', '-'], { apiVersion: 'v1', kind: 'List', items });
}
