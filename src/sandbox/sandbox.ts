import { randomBytes } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { systemClock } from '../platform/clock.ts';
import { readTextIfExists, writeFileAtomic } from '../platform/files.ts';
import { createArgoController } from './argocd/argo-controller.ts';
import { createGateway } from './gateway/create-gateway.ts';
import { createGate } from './git/gate-process.ts';
import { gitEnvironment } from './git/git-environment.ts';
import { createGitServer } from './git/git-server.ts';
import { createApiServer } from './kubernetes/api/api-server.ts';
import { selfSignedCertificate, type Certificate } from './kubernetes/api/certificate.ts';
import { kubeconfig } from './kubernetes/api/kubeconfig.ts';
import { createControllers } from './kubernetes/controllers/index.ts';
import { createKubelet, type Kubelet } from './kubernetes/kubelet/kubelet.ts';
import { actingAs } from './kubernetes/store/acting-as.ts';
import { createObjectStore, type OpenObjectStore } from './kubernetes/store/memory-store.ts';
import { createRegistry } from './registry/registry.ts';
import type { SandboxOptions } from './sandbox-options.ts';
import { serviceConnector } from './service-connector.ts';

/** As whom Argo CD writes: what admission policies see. */
const ARGOCD = {
  username: 'system:serviceaccount:argocd:argocd-application-controller',
  groups: ['system:serviceaccounts', 'system:serviceaccounts:argocd', 'system:authenticated'],
};
/** As a current Kubernetes says it. */
const VERSION = 'v1.35.0';

export interface Sandbox {
  /** `full` or `process`, with the reason. */
  readonly isolation: string;
  close(): Promise<void>;
}

type Log = (line: string) => void;

/** Everything of one sandbox in one process: registry, git remote, Kubernetes, Argo CD, gateway. Rejects with EADDRINUSE. */
export async function createSandbox(options: SandboxOptions, log: Log): Promise<Sandbox> {
  const { folder } = options.files;
  const closers: (() => Promise<void>)[] = [];
  const close = async () => {
    for (const one of closers.toReversed()) await one();
  };
  try {
    const password = (await readFile(options.files.password, 'utf8')).trim();
    const store = await createObjectStore({ folder: join(folder, 'objects'), clock: systemClock });
    closers.push(async () => await store.close());
    await openRegistry(options, password, closers);
    const pushes = new Set<() => void>();
    await openGit(options, password, pushes, log, closers);
    const kubelet = await createKubelet({
      store,
      clock: systemClock,
      folder: join(folder, 'node'),
      log: fieldsLog(log),
    });
    await openApi(options, store, kubelet, closers);
    startControllers(options, store, kubelet, password, pushes, log, closers);
    await openGateway(options, store, kubelet, closers);
    await kubelet.opened();
    const { level, reason } = kubelet.isolation;
    return { isolation: reason === undefined ? level : `${level}: ${reason}`, close };
  } catch (error) {
    await close();
    throw error;
  }
}

function fieldsLog(log: Log): (message: string, fields: Readonly<Record<string, unknown>>) => void {
  return (message, fields) => log(`${message} ${JSON.stringify(fields)}`);
}

async function openRegistry(
  { files, ports, user }: SandboxOptions,
  password: string,
  closers: (() => Promise<void>)[],
): Promise<void> {
  const registry = await createRegistry({ folder: join(files.folder, 'registry'), users: [{ user, password }] });
  const listening = await registry.listen(ports.registry);
  closers.push(async () => await listening.close());
}

async function openGit(
  { files, ports, user, repository, gate, unjudgedRefs }: SandboxOptions,
  password: string,
  pushes: Set<() => void>,
  log: Log,
  closers: (() => Promise<void>)[],
): Promise<void> {
  const folder = join(files.folder, 'git');
  const judge = createGate({ command: gate, folder: files.folder, environment: gitEnvironment(folder), log });
  closers.push(async () => await judge.close());
  const server = createGitServer({
    folder,
    users: [{ user, password }],
    judge: judge.judge,
    onPushExpected: () => judge.warm(),
    ...(unjudgedRefs === undefined ? {} : { unjudgedRefs }),
    onPush: ({ refs }) => {
      // As the webhook of a git host does: for branches and tags, not for a lease.
      if (!refs.some(({ name }) => /^refs\/(?:heads|tags)\//.test(name))) return;
      for (const tell of pushes) tell();
    },
    log,
  });
  await server.ensureRepository(repository.replace(/\.git$/, ''));
  await server.listen(ports.git);
  closers.push(async () => await server.close());
}

async function openApi(
  options: SandboxOptions,
  store: OpenObjectStore,
  node: Kubelet,
  closers: (() => Promise<void>)[],
): Promise<void> {
  const { folder } = options.files;
  const { certificate, token } = await identity(folder);
  const server = createApiServer({
    store,
    node,
    tokens: [{ token, username: 'admin', groups: ['system:masters'] }],
    version: VERSION,
    certificate,
  });
  const listening = await server.listen(options.ports.api);
  await writeFileAtomic(
    options.files.kubeconfig,
    kubeconfig(listening.url, token, server.certificate, options.namespace),
    0o600,
  );
  closers.push(async () => await listening.close());
}

/** Certificate and token outlive a restart, so that a kubeconfig goes on working. */
async function identity(folder: string): Promise<{ certificate: Certificate; token: string }> {
  const file = join(folder, 'identity.json');
  const known = await readTextIfExists(file);
  if (known !== undefined) return JSON.parse(known) as { certificate: Certificate; token: string };
  const made = {
    certificate: selfSignedCertificate('kubernetes', systemClock.now()),
    token: randomBytes(24).toString('base64url'),
  };
  await writeFileAtomic(file, JSON.stringify(made), 0o600);
  return made;
}

function startControllers(
  options: SandboxOptions,
  store: OpenObjectStore,
  kubelet: Kubelet,
  password: string,
  pushes: Set<() => void>,
  log: Log,
  closers: (() => Promise<void>)[],
): void {
  const argocd = argo(options, store, password, pushes, log);
  const controllers = createControllers({ store, clock: systemClock, log: fieldsLog(log) });
  for (const controller of [...controllers, kubelet, argocd]) closers.push(controller.start());
}

function argo(
  { files, ports, user, repository, kustomize }: SandboxOptions,
  store: OpenObjectStore,
  password: string,
  pushes: Set<() => void>,
  log: Log,
) {
  const url = `http://127.0.0.1:${ports.git}/${repository}`;
  const [command = '', ...args] = kustomize;
  if (!store.get('Namespace', undefined, 'argocd'))
    store.create({ apiVersion: 'v1', kind: 'Namespace', metadata: { name: 'argocd' } });
  return createArgoController({
    store: actingAs(store, ARGOCD),
    clock: systemClock,
    folder: join(files.folder, 'argocd'),
    repositories: (repoURL) => (repoURL === url ? { url, user, password } : undefined),
    kustomize: { command, args },
    log,
    subscribePush: (listener) => {
      const tell = () => listener(url);
      pushes.add(tell);
      return () => pushes.delete(tell);
    },
  });
}

async function openGateway(
  { ports, namespace, domain }: SandboxOptions,
  store: OpenObjectStore,
  node: Kubelet,
  closers: (() => Promise<void>)[],
): Promise<void> {
  const services = serviceConnector(store, node, namespace);
  const gateway = createGateway({ ...services, suffix: `.${domain}.localhost` });
  const listening = await gateway.listen(ports.gateway);
  closers.push(async () => await listening.close());
}
