import { mkdir, writeFile } from 'node:fs/promises';
import { dirname, join } from 'node:path';
import { exec } from '../../src/platform/exec.ts';
import type { Cluster } from '../../src/ports/cluster.ts';
import { NAMESPACE, type FidelityLounge } from '../../test/fidelity/fidelity-lounge.ts';
import { timed } from '../bench-row.ts';

const OVERLAY = 'app-of-apps/overlays/hello/overlays/production/kustomization.yaml';

/** One release as people make it: docker, git, kubectl and argocd. */
export interface HandRun {
  /** From `docker build` to the catalogue that is pushed, in ms. */
  readonly total: number;
  /** From `docker build` to the end of `git push`, in ms. */
  readonly beforePush: number;
  /** From then to the last pod that became ready, in ms. */
  readonly ready: number;
  /** From the last pod that became ready to the end of `kubectl rollout status`, in ms. */
  readonly afterReady: number;
}

export interface Hand {
  readonly lounge: FidelityLounge;
  readonly cluster: Cluster;
  /** host:port/path of the image, without a tag. */
  readonly image: string;
  /** A DOCKER_CONFIG that is logged in. */
  readonly dockerConfig: string;
  readonly kubeconfig: string;
  /** What `ship` builds with. */
  readonly builder: 'docker' | 'embedded';
  /** What the hand cannot do without and is not here. */
  readonly missing: 'docker' | 'argocd' | undefined;
  /** What the processes of `ship` are given to build so. */
  readonly environment: Readonly<Record<string, string>>;
}

/** Logs docker in, in a folder of its own. */
export async function logInDocker(
  folder: string,
  registry: { readonly url: string; readonly user: string; readonly password: string },
): Promise<string> {
  const config = join(folder, 'docker');
  await mkdir(config, { recursive: true });
  const auth = Buffer.from(`${registry.user}:${registry.password}`).toString('base64');
  await writeFile(join(config, 'config.json'), JSON.stringify({ auths: { [registry.url]: { auth } } }), {
    mode: 0o600,
  });
  return config;
}

/**
 * The steps of a release: builds, pushes, edits tag and digest, looks whether that renders, commits, pushes, asks Argo
 * CD, waits for it and for the roll-out, asks the service for its version, and writes it into the catalogue.
 */
export async function releaseByHand(hand: Hand, tag: string): Promise<HandRun> {
  const { world } = hand.lounge;
  const ready = await followReady(hand.cluster, tag);
  const startedAt = Date.now();
  let [pushedAt, rolledOutAt] = [startedAt, startedAt];
  const total = await timed(async () => {
    const name = `${hand.image}:${tag}`;
    await runDocker(hand, ['build', '--quiet', '--build-arg', `VERSION=${tag}`, '--tag', name, 'apps/hello']);
    const digest = /digest: (sha256:[0-9a-f]{64})/.exec(await runDocker(hand, ['push', name]))?.[1] ?? '';
    await world.git(['pull', '--quiet', '--rebase', 'origin', 'main']);
    const before = await world.read(OVERLAY);
    const after = before.replace(/newTag: .*/, `newTag: "${tag}"`).replace(/digest: .*/, `digest: ${digest}`);
    const commit = await world.commit({ [OVERLAY]: after }, `deploy(hello): ${tag} by hand`);
    await run('kubectl', hand, ['kustomize', dirname(OVERLAY)]);
    await world.git(['push', '--quiet', 'origin', 'main']);
    pushedAt = Date.now();
    await run('kubectl', hand, ['annotate', 'application', 'hello', '-n', 'argocd', REFRESH, '--overwrite']);
    const sync = `jsonpath={.status.sync.revision}=${commit}`;
    await run('kubectl', hand, ['wait', 'application/hello', '-n', 'argocd', `--for=${sync}`, '--timeout=60s']);
    await run('kubectl', hand, ['wait', 'application/hello', '-n', 'argocd', `--for=${SYNCED}`, '--timeout=60s']);
    await run('argocd', hand, ['app', 'wait', 'hello', '--sync', '--health', '--timeout', '60', ...ARGO]);
    await run('kubectl', hand, ['rollout', 'status', 'deployment/hello', '-n', NAMESPACE, '--timeout=60s']);
    rolledOutAt = Date.now();
    const answer = await run('kubectl', hand, ['get', '--raw', HEALTH]);
    if (!answer.includes(tag)) throw new Error(`another version answers: ${answer}`);
    await world.commit({ 'README.md': `${await world.read('README.md')}\nhello runs ${tag}\n` }, `docs: hello ${tag}`);
    await world.git(['push', '--quiet', 'origin', 'main']);
  });
  const readyAt = await ready.stop();
  return { total, beforePush: pushedAt - startedAt, ready: readyAt - pushedAt, afterReady: rolledOutAt - readyAt };
}

const HEALTH = `/api/v1/namespaces/${NAMESPACE}/services/hello:80/proxy/health`;

const REFRESH = 'argocd.argoproj.io/refresh=normal';
const SYNCED = 'jsonpath={.status.sync.status}=Synced';
/** How argocd reaches its server, unless ARGOCD_OPTS says so. */
const ARGO = process.env['ARGOCD_OPTS'] === undefined ? ['--server', '127.0.0.1:18080', '--plaintext'] : [];

async function runDocker(hand: Hand, args: readonly string[]): Promise<string> {
  return await run('docker', hand, args);
}

async function run(program: string, hand: Hand, args: readonly string[]): Promise<string> {
  const env = { KUBECONFIG: hand.kubeconfig, DOCKER_CONFIG: hand.dockerConfig, DOCKER_BUILDKIT: '0' };
  const result = await exec(program, args, { cwd: hand.lounge.world.root, env, timeoutMs: 120_000 });
  if (result.exitCode !== 0) throw new Error(`${program} ${args.join(' ')}: ${result.stderr}${result.stdout}`);
  return result.stdout;
}

/** When the last pod with this tag became ready, by our clock. */
async function followReady(cluster: Cluster, tag: string): Promise<{ stop(): Promise<number> }> {
  const end = new AbortController();
  const seen = new Map<string, number>();
  const watching = cluster.watch('Pod', NAMESPACE, { signal: end.signal }, (event) => {
    if (event.type !== 'watch' || !JSON.stringify(event.object['spec']).includes(tag)) return;
    const { conditions = [] } = (event.object['status'] ?? {}) as {
      conditions?: readonly { readonly type: string; readonly status: string }[];
    };
    const isReady = conditions.some(({ type, status }) => type === 'Ready' && status === 'True');
    if (isReady && !seen.has(event.object.metadata.name)) seen.set(event.object.metadata.name, Date.now());
  });
  return {
    stop: async () => {
      end.abort();
      await watching;
      return Math.max(...seen.values());
    },
  };
}
