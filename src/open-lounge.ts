import { join } from 'node:path';
import { LoungeError } from './domain/errors.ts';
import { namespaceOf, registryOf, type LoungeConfig, type RegistryPlace } from './domain/lounge-config.ts';
import {
  createClusterAdministration,
  createKubernetesCluster,
} from './drivers/cluster/kubernetes/create-kubernetes-cluster.ts';
import { createArgoDelivery } from './drivers/delivery/argocd/create-argo-delivery.ts';
import { createLiveObserver } from './drivers/observer/live/create-live-observer.ts';
import { createFileRecordings } from './drivers/recordings/files/create-file-recordings.ts';
import { createGitRepository } from './drivers/repository/git/create-git-repository.ts';
import { createOciRegistry } from './drivers/registry/oci/create-oci-registry.ts';
import { createSqliteStore } from './drivers/store/sqlite.ts';
import { createFileWorkspace } from './drivers/workspace/files.ts';
import { parseLoungeConfig } from './engine/config/parse-lounge-config.ts';
import { parseEnvironmentFile } from './engine/environment-file/parse-environment-file.ts';
import { kustomizationPath, overlayFolder } from './engine/manifest/layout.ts';
import type { Engine, Lounge, RehearsalStage } from './operations/context.ts';
import { steadyClock } from './platform/clock.ts';
import { readTextIfExists } from './platform/files.ts';
import { registerSecret } from './platform/redact.ts';
import type { ImageBuilder } from './ports/images.ts';
import type { LocalEngine } from './ports/local-engine.ts';
import type { Renders } from './ports/renders.ts';
import type { Registry } from './ports/registry.ts';
import type { Repository } from './ports/repository.ts';
import { createRenderer, localEngineOf, rendersOf, repositoryOf } from './wiring.ts';

/** Opens the lounge at `root`; every port is made when it is first asked for. Throws CONFIG_INVALID. */
export async function openLounge(root: string): Promise<Lounge> {
  const text = await readTextIfExists(join(root, 'lounge.yaml'));
  if (text === undefined) throw new LoungeError('CONFIG_MISSING', { folder: root });
  return new OpenLounge(root, parseLoungeConfig(text)).asLounge();
}

class OpenLounge {
  private readonly root: string;
  private readonly config: LoungeConfig;
  private readonly renderer = createRenderer();
  private readonly localEngine: LocalEngine;
  private store: Lounge['store'] | undefined;
  private readonly made = new Map<string, Promise<unknown>>();

  constructor(root: string, config: LoungeConfig) {
    this.root = root;
    this.config = config;
    this.localEngine = localEngineOf(root);
  }

  asLounge(): Lounge {
    const workspace = createFileWorkspace(this.root);
    const getStore = () => (this.store ??= createSqliteStore(join(this.root, '.lounge', 'store.db')));
    return {
      config: this.config,
      workspace,
      renderer: this.renderer,
      localEngine: this.localEngine,
      recordings: createFileRecordings({ folder: join(this.root, '.lounge', 'recordings'), clock: steadyClock }),
      get store() {
        return getStore();
      },
      environmentValues: async () => await this.once('values', async () => await this.readValues()),
      repository: async () =>
        await this.once('repository', async () => repositoryOf(this.root, this.config.repository.branch)),
      renders: async () => await this.once('renders', async () => await this.makeRenders(false)),
      keptRenders: async () => await this.once('kept renders', async () => await this.makeRenders(true)),
      registry: async (environment) => await this.registry(environment),
      foreignRegistry: (url) => createOciRegistry({ url, clock: steadyClock }),
      builder: async (environment) =>
        await this.once(`builder ${environment ?? ''}`, async () => await this.makeBuilder(environment)),
      engine: async (environment) =>
        await this.once(`engine ${environment}`, async () => await this.makeEngine(environment)),
      rehearsal: async (branch, environment) => await this.makeStage(branch, environment),
      publicUrl: async (service, environment) => await this.publicUrl(service, environment),
      close: async () => await this.store?.close(),
    };
  }

  private async once<T>(name: string, make: () => Promise<T>): Promise<T> {
    const known = this.made.get(name) ?? make();
    this.made.set(name, known);
    known.catch(() => this.made.delete(name));
    return (await known) as T;
  }

  private async readValues(): Promise<ReadonlyMap<string, string>> {
    const text = await readTextIfExists(join(this.root, '.env'));
    const values = new Map([...parseEnvironmentFile(text ?? '').values].map(([name, { value }]) => [name, value]));
    for (const [name, value] of values) if (!isPublic(name)) registerSecret(value);
    return values;
  }

  private async registry(environment: string | undefined): Promise<Registry> {
    const place = registryOf(this.config, environment);
    const acceptsStandIns = await this.acceptsStandIns(environment);
    const name = `registry ${place.url}${acceptsStandIns ? ' with stand-ins' : ''}`;
    return await this.once(name, async () => await this.makeRegistry(place, acceptsStandIns));
  }

  /** Runtimes of this machine stand in for base images here alone: its own registry, and no cluster. */
  private async acceptsStandIns(environment: string | undefined): Promise<boolean> {
    const engine = this.config.engines[this.config.environments[environment ?? '']?.engine ?? ''];
    const { url } = registryOf(this.config, environment);
    return engine?.kind !== 'kubernetes' && url === (await this.localEngine.status()).registry.url;
  }

  private async makeRegistry(place: RegistryPlace, acceptsStandIns: boolean): Promise<Registry> {
    return createOciRegistry({ ...(await this.loginOf(place)), clock: steadyClock, acceptsStandIns });
  }

  private async loginOf({ url, userVariable, passwordVariable }: RegistryPlace) {
    const values = await this.once('values', async () => await this.readValues());
    return { url, user: values.get(userVariable), password: values.get(passwordVariable) };
  }

  private async makeBuilder(environment: string | undefined): Promise<ImageBuilder> {
    const { chooseBuilder } = await import('./drivers/images/choose-builder.ts');
    const registry = await this.registry(environment);
    return await chooseBuilder({
      registry,
      login: await this.loginOf(registryOf(this.config, environment)),
      standsIn: await this.acceptsStandIns(environment),
      cacheFolder: join(this.root, '.lounge', 'cache', 'images'),
      clock: steadyClock,
    });
  }

  private async makeRenders(trustKept: boolean): Promise<Renders> {
    const repository = await this.once('repository', async () =>
      repositoryOf(this.root, this.config.repository.branch),
    );
    const keptIn = join(this.root, '.lounge', 'cache', 'renders');
    return rendersOf(repository, { renderer: this.renderer, keptIn, trustKept });
  }

  private async makeEngine(environment: string): Promise<Engine> {
    const name = this.config.environments[environment]?.engine ?? '';
    const settings = this.config.engines[name];
    if (settings === undefined)
      throw new LoungeError('ENVIRONMENT_UNKNOWN', { environment, known: Object.keys(this.config.environments) });
    const repository = await this.once('repository', async () =>
      repositoryOf(this.root, this.config.repository.branch),
    );
    const registry = await this.registry(environment);
    if (settings.kind === 'sandbox') return await this.localCluster(name, environment, repository, registry);
    return await this.assemble(name, environment, repository, registry, {
      kubeconfig: settings.kubeconfig,
      context: settings.context,
      argocd: settings.argocdNamespace,
    });
  }

  private async localCluster(
    name: string,
    environment: string,
    repository: Repository,
    registry: Registry,
  ): Promise<Engine> {
    const status = await this.localEngine.up();
    return await this.assemble(name, environment, repository, registry, {
      kubeconfig: status.kubeconfig,
      context: undefined,
      argocd: 'argocd',
    });
  }

  private async assemble(
    name: string,
    environment: string,
    repository: Repository,
    registry: Registry,
    access: { readonly kubeconfig: string | undefined; readonly context: string | undefined; readonly argocd: string },
  ): Promise<Engine> {
    const options = {
      engine: name,
      kubeconfig: access.kubeconfig,
      context: access.context,
      clock: steadyClock,
    };
    const cluster = createKubernetesCluster(options);
    const administration = createClusterAdministration(options);
    const delivery = createArgoDelivery({ cluster, administration, namespace: access.argocd });
    const observer = createLiveObserver({
      cluster,
      repository,
      renders: await this.once('renders', async () => await this.makeRenders(false)),
      registry,
      clock: steadyClock,
      argocdNamespace: access.argocd,
      overlayFolder: (service) => overlayFolder(service, environment),
      overlayFile: (service) => kustomizationPath(service, environment),
    });
    return { name, cluster, administration, delivery, observer };
  }

  /** Rehearsals run on the engine of this machine, whatever engine the environment has. */
  private async makeStage(branch: string, environment: string): Promise<RehearsalStage> {
    const status = await this.localEngine.up();
    const password = (await readTextIfExists(status.registry.passwordFile))?.trim() ?? '';
    registerSecret(password);
    const registry = createOciRegistry({
      url: status.registry.url,
      user: status.registry.user,
      password,
      clock: steadyClock,
      acceptsStandIns: true,
    });
    const login = { user: status.registry.user, password };
    const repository = createGitRepository({
      root: this.root,
      branch,
      clock: steadyClock,
      remote: { name: 'rehearsal', url: status.git.url },
      credentials: async () => ({ username: login.user, password }),
    });
    const engine = await this.assemble('rehearsal', environment, repository, registry, {
      kubeconfig: status.kubeconfig,
      context: undefined,
      argocd: 'argocd',
    });
    return { engine, registry, login, repository, repositoryUrl: status.git.url };
  }

  /** The gateway of this machine publishes the lounge's own namespace alone. */
  private async publicUrl(service: string, environment: string): Promise<string | undefined> {
    const settings = this.config.engines[this.config.environments[environment]?.engine ?? ''];
    if (settings?.kind !== 'sandbox' || namespaceOf(this.config, environment) !== this.config.namespace)
      return undefined;
    const status = await this.localEngine.status();
    if (status.state !== 'running') return undefined;
    return `http://${service}.${this.config.domain}.localhost:${new URL(status.gateway.url).port}/`;
  }
}

/** Variables of `.env` that are no secrets: their values may be shown. */
const PUBLIC_VARIABLES = new Set([
  'ENDPOINT',
  'REGISTRY_URL',
  'TZ_ZONE',
  'GIT_USER',
  'GIT_SSH_KEY_FILE',
  'GIT_KNOWN_HOSTS_FILE',
]);

function isPublic(name: string): boolean {
  return PUBLIC_VARIABLES.has(name) || name.startsWith('REGISTRY_USER');
}
