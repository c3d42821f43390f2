import type { ReleaseHeader } from '../../../src/domain/timeline.ts';
import { steadyClock, type Clock } from '../../../src/platform/clock.ts';
import { temporaryRepository, type TemporaryRepository } from '../../temporary-repository.ts';
import { pushImage, type ImageOptions, type PushedImage } from './behave-image.ts';
import { REGISTRY_PORT } from './cluster-under-test.ts';
import { overlayFiles, type Manifest } from './manifests.ts';
import { PROJECT, type Suite } from './suite.ts';

export const OVERLAY_FOLDER = 'overlays/web';
export const pauseMs = async (ms: number) => await new Promise((resolve) => setTimeout(resolve, ms));

/** One service of its own: a namespace, a git repository, an Application, images. */
export class ReleaseWorld {
  readonly suite: Suite;
  readonly name: string;
  readonly namespace: string;
  readonly image: string;
  readonly git: TemporaryRepository;
  /** The kubeconfig that the observer uses. */
  observerKubeconfig: string;
  /** The observer's clock, which may be wrong. */
  clock: Clock = steadyClock;
  /** Merged over the header of the recording. */
  header: Partial<ReleaseHeader> = {};

  private constructor(suite: Suite, name: string, git: TemporaryRepository) {
    this.suite = suite;
    this.name = name;
    this.namespace = `lt-${name}`;
    this.image = `127.0.0.1:${REGISTRY_PORT}/${name}/web`;
    this.git = git;
    this.observerKubeconfig = suite.cluster.kubeconfig;
  }

  static async open(suite: Suite, name: string): Promise<ReleaseWorld> {
    const world = new ReleaseWorld(suite, name, await temporaryRepository());
    await world.kubectl(['create', 'namespace', world.namespace]);
    return world;
  }

  async kubectl(args: readonly string[], input?: unknown): Promise<string> {
    return await this.suite.cluster.kubectl(args, input);
  }

  /** kubectl in the namespace of the service. */
  async here(...args: string[]): Promise<string> {
    return await this.kubectl(['-n', this.namespace, ...args]);
  }

  async apply(object: Manifest): Promise<void> {
    await this.kubectl(['apply', '-f', '-'], object);
  }

  async pushImage(version: string, options: Partial<ImageOptions> & { unpushed?: boolean } = {}): Promise<PushedImage> {
    return await pushImage(this.suite.built, `${this.name}/web`, version, { version, ...options });
  }

  /** An image of another repository than the service's. */
  async pushOther(repository: string, tag: string): Promise<void> {
    await pushImage(this.suite.built, `${this.name}/${repository}`, tag, { version: tag });
  }

  /** Commits an overlay in one of the two clones; not pushed. */
  async commit(
    image: Pick<PushedImage, 'tag' | 'digest'>,
    objects: readonly Manifest[],
    more: { readonly kustomization?: Manifest; readonly cwd?: string; readonly push?: boolean } = {},
  ): Promise<string> {
    const files = overlayFiles(OVERLAY_FOLDER, this.image, image, objects, more.kustomization);
    return await this.git.commit(files, `release ${image.tag}`, more);
  }

  async refresh(): Promise<void> {
    const application = ['application', this.name, '--overwrite', 'argocd.argoproj.io/refresh=normal'];
    await this.kubectl(['-n', 'argocd', 'annotate', ...application]);
  }

  async createApplication(change: (application: Manifest) => void = () => {}): Promise<void> {
    const repoURL = await this.suite.reachable.urlOf(this.name, this.git.remote);
    const application: Manifest = {
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name: this.name, namespace: 'argocd' },
      spec: {
        project: PROJECT,
        destination: { server: 'https://kubernetes.default.svc', namespace: this.namespace },
        source: { repoURL, path: OVERLAY_FOLDER, targetRevision: 'main' },
        syncPolicy: { automated: { prune: true, selfHeal: true } },
      },
    };
    change(application);
    await this.apply(application);
  }

  /** Until Argo CD has applied the commit and every workload is complete. */
  async settled(commit: string): Promise<void> {
    const end = Date.now() + 60_000;
    for (;;) {
      const { status = {} } = JSON.parse(
        await this.kubectl(['-n', 'argocd', 'get', 'application', this.name, '-o', 'json']),
      ) as Manifest;
      const fresh = status.reconciledAt > status.operationState?.finishedAt;
      const isSynced = status.sync?.revision === commit && status.sync?.status === 'Synced';
      if (isSynced && fresh && status.health?.status === 'Healthy') return;
      if (Date.now() > end) throw new Error(`the release before is not ready: ${JSON.stringify(status)}`);
      if (isSynced && !fresh) await this.refresh();
      await pauseMs(700);
    }
  }

  /** Waits until a JSON path of an object of the namespace gives the text. */
  async until(object: string, jsonPath: string, wanted: RegExp, limitMs = 30_000): Promise<void> {
    const end = Date.now() + limitMs;
    while (!wanted.test(await this.here('get', object, '-o', `jsonpath=${jsonPath}`).catch(() => ''))) {
      if (Date.now() > end) throw new Error(`${object} ${jsonPath} never became ${wanted}`);
      await pauseMs(300);
    }
  }

  async close(): Promise<void> {
    await this.kubectl(['-n', 'argocd', 'delete', 'application', this.name, '--ignore-not-found', '--wait=false']);
    await this.here('delete', 'pod', '--all', '--force', '--grace-period=0', '--wait=false').catch(() => '');
    // A hook is kept by Argo CD, which does not know the Application any more.
    for (const job of (await this.here('get', 'job', '-o', 'name').catch(() => '')).split('\n').filter(Boolean))
      await this.here('patch', job, '--type=merge', '-p', '{"metadata":{"finalizers":null}}').catch(() => '');
    await this.kubectl(['delete', 'namespace', this.namespace, '--ignore-not-found', '--wait=false']);
    await this.git[Symbol.asyncDispose]();
  }
}
