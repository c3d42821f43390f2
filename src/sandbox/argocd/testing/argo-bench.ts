import { mkdir, mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { systemClock } from '../../../platform/clock.ts';
import { exec } from '../../../platform/exec.ts';
import { createGitServer, type GitServer } from '../../git/git-server.ts';
import { createObjectStore, type OpenObjectStore } from '../../kubernetes/store/memory-store.ts';
import type { KubernetesObject } from '../../kubernetes/store/object-store.ts';
import { createArgoController } from '../argo-controller.ts';
import type { ArgoControllerOptions } from '../argo-controller-options.ts';
import { readApplication, type Application } from '../application.ts';
import type { KustomizeCommand } from '../source/kustomize.ts';
import { startFakeWorkloads } from './fake-workloads.ts';

const IDENTITY = {
  GIT_AUTHOR_NAME: 'a',
  GIT_AUTHOR_EMAIL: 'a@b.c',
  GIT_COMMITTER_NAME: 'a',
  GIT_COMMITTER_EMAIL: 'a@b.c',
};
const QUIET = { GIT_CONFIG_GLOBAL: '/dev/null', GIT_CONFIG_NOSYSTEM: '1', GIT_TERMINAL_PROMPT: '0' };

/** A git server, a store, fake workloads and a controller, wired as the sandbox wires them. For tests. */
export class ArgoBench {
  readonly store: OpenObjectStore;
  readonly repoURL: string;
  readonly root: string;
  readonly events: KubernetesObject[] = [];
  readonly #server: GitServer;
  readonly #listeners: Set<(repoURL?: string) => void>;
  readonly #options: Partial<ArgoControllerOptions>;
  /** Ends the fake workloads, where a test brings real controllers. */
  readonly stopWorkloads: () => void;
  #stopController: (() => Promise<void>) | undefined;

  private constructor(
    root: string,
    store: OpenObjectStore,
    server: GitServer,
    url: string,
    listeners: Set<(repoURL?: string) => void>,
    options: Partial<ArgoControllerOptions>,
  ) {
    this.root = root;
    this.store = store;
    this.repoURL = `${url}/lounge.git`;
    this.#server = server;
    this.#listeners = listeners;
    this.#options = options;
    this.stopWorkloads = startFakeWorkloads(store);
    store.watch('Application', ({ object }) => this.events.push(object));
  }

  static async open(kustomize: KustomizeCommand, options: Partial<ArgoControllerOptions> = {}): Promise<ArgoBench> {
    const root = await mkdtemp(join(tmpdir(), 'argo-'));
    const listeners = new Set<(repoURL?: string) => void>();
    const server = createGitServer({
      folder: join(root, 'git'),
      users: [{ user: 'argo', password: 'secret-word' }],
      onPush: () => listeners.forEach((listener) => listener()),
    });
    await server.ensureRepository('lounge');
    const { url } = await server.listen(0);
    const store = await createObjectStore({ clock: systemClock });
    const bench = new ArgoBench(root, store, server, url, listeners, { kustomize, ...options });
    await bench.git('init', '--quiet', '--initial-branch=main');
    await bench.git('remote', 'add', 'origin', bench.repoURL.replace('//', '//argo:secret-word@'));
    store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'team' } });
    bench.startController();
    return bench;
  }

  startController(): void {
    const controller = createArgoController({
      store: this.store,
      clock: systemClock,
      folder: join(this.root, 'argo'),
      repositories: () => ({ user: 'argo', password: 'secret-word' }),
      kustomize: { command: 'kustomize', args: ['build'] },
      waveDelaySeconds: 0.05,
      subscribePush: (listener) => {
        this.#listeners.add(listener);
        return () => this.#listeners.delete(listener);
      },
      ...this.#options,
    });
    this.#stopController = controller.start();
  }

  async stopController(): Promise<void> {
    await this.#stopController?.();
  }

  async close(): Promise<void> {
    await this.stopController();
    this.stopWorkloads();
    await this.#server.close();
    await rm(this.root, { recursive: true, force: true });
  }

  get tree(): string {
    return join(this.root, 'tree');
  }

  async git(...args: string[]): Promise<string> {
    await mkdir(this.tree, { recursive: true });
    const result = await exec('git', args, { cwd: this.tree, env: { ...IDENTITY, ...QUIET } });
    if (result.exitCode !== 0) throw new Error(`git ${args.join(' ')}: ${result.stderr}`);
    return result.stdout.trim();
  }

  /** Writes files (undefined deletes), commits, pushes; answers the commit. */
  async push(files: Record<string, string | undefined>): Promise<string> {
    for (const [path, content] of Object.entries(files)) {
      const file = join(this.tree, path);
      await mkdir(dirname(file), { recursive: true });
      if (content === undefined) await rm(file);
      else await writeFile(file, content);
    }
    await this.git('add', '--all');
    await this.git('commit', '--quiet', '-m', 'change');
    await this.git('push', '--quiet', 'origin', 'main');
    return await this.git('rev-parse', 'HEAD');
  }

  application(name = 'web'): Application {
    const object = this.store.get('Application', 'argocd', name);
    if (!object) throw new Error(`no Application ${name}`);
    return readApplication(object);
  }

  create(name: string, spec: Record<string, unknown> = {}, metadata: Record<string, unknown> = {}): void {
    this.store.create({
      apiVersion: 'argoproj.io/v1alpha1',
      kind: 'Application',
      metadata: { name, namespace: 'argocd', ...metadata },
      spec: {
        project: 'default',
        source: { repoURL: this.repoURL, path: name, targetRevision: 'main' },
        destination: { server: 'https://kubernetes.default.svc', namespace: 'team' },
        syncPolicy: { automated: { prune: true, selfHeal: true } },
        ...spec,
      },
    });
  }

  /** Fails with what the Applications say. */
  async until(check: () => unknown, timeout = 5000): Promise<void> {
    const end = Date.now() + timeout;
    while (!check()) {
      if (Date.now() > end) {
        const states = this.store.list('Application').map(({ metadata, status }) => ({ name: metadata.name, status }));
        throw new Error(`not in time: ${check.toString()}\n${JSON.stringify(states, undefined, 1)}`);
      }
      await systemClock.sleep(10);
    }
  }

  /** Waits until the commit is synced and healthy, and the health no older than the sync. */
  async synced(commit: string, name = 'web'): Promise<void> {
    await this.until(() => {
      const { status, operation } = this.application(name);
      const fresh = (status.reconciledAt ?? '') >= (status.operationState?.finishedAt ?? '');
      const { sync, health } = status;
      return (
        !operation && fresh && sync?.status === 'Synced' && sync.revision === commit && health?.status === 'Healthy'
      );
    });
  }
}
