import { mkdir, readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { buildOperation } from '../../src/operations/build/operation.ts';
import { verifyOperation } from '../../src/operations/verify/operation.ts';
import { exec } from '../../src/platform/exec.ts';
import { findKubectl, kubectlOf } from '../find-kubectl.ts';
import { JourneyWorld } from '../journey-world.ts';

const OVERLAY = 'app-of-apps/overlays/hello/overlays/production/kustomization.yaml';
const TAG = 'v203001020304';
const program = await findKubectl();
const skopeo = (await exec('skopeo', ['--version'], { cwd: '/' })).exitCode === 0;
const docker = (await exec('docker', ['info'], { cwd: '/' })).exitCode === 0;

let world: JourneyWorld;
let first = '';
let registry: { readonly url: string; readonly user: string; readonly password: string };
const kubectl = async (...args: string[]) => {
  const result = await kubectlOf(program ?? '', (await world.sandbox()).kubeconfig, world.root)(args);
  expect(result.exitCode, `kubectl ${args.join(' ')}\n${result.stderr}`).toBe(0);
  return result.stdout;
};

beforeAll(async () => {
  // The first release brings the Application; the next one is made by hand.
  world = await JourneyWorld.make({ policy: { rehearsal: 'off' } });
  first = (await world.ship('hello')).release?.tag ?? '';
  const { url, user, passwordFile } = (await world.sandbox()).registry;
  registry = { url, user, password: (await readFile(passwordFile, 'utf8')).trim() };
});
afterAll(async () => await world[Symbol.asyncDispose]());

/** Runs a tool with a home of its own, so that no login of the user is touched. */
async function tool(command: string, args: readonly string[], input?: string): Promise<string> {
  const home = join(world.folder, 'tool-home');
  await mkdir(home, { recursive: true });
  const result = await exec(command, args, {
    cwd: world.root,
    env: { HOME: home, DOCKER_CONFIG: join(home, '.docker'), REGISTRY_AUTH_FILE: join(home, 'auth.json') },
    ...(input === undefined ? {} : { input }),
  });
  expect(result.exitCode, `${command} ${args.join(' ')}\n${result.stderr}`).toBe(0);
  return result.stdout;
}

describe.skipIf(program === undefined || !(skopeo || docker))(
  'as it was done by hand (kubectl, and skopeo or docker)',
  () => {
    let digest = '';

    it('kubectl apply -f projects.yaml, then root-apps.yaml', async () => {
      expect(await kubectl('apply', '-f', 'app-of-apps/projects.yaml')).toMatch(
        /ai-agent-project (configured|unchanged|created)/,
      );
      expect(await kubectl('apply', '-f', 'app-of-apps/root-apps.yaml')).toMatch(
        /root-app (configured|unchanged|created)/,
      );
    });

    it('docker login, docker push', async ({ skip }) => {
      if (!docker || !skopeo) skip('needs a docker engine that runs, and skopeo');
      const { folder } = (await world.done(['build', 'hello', '--tag', TAG, '--json'])).json(buildOperation.output);
      const image = `${registry.url}/ai-lounge/hello:${TAG}`;
      const login = ['login', '--username', registry.user, '--password-stdin', registry.url];
      await tool('docker', login, registry.password);
      // Not every docker loads an OCI layout.
      const archive = join(world.folder, 'image.tar');
      await tool('skopeo', ['copy', `oci:${join(world.root, folder)}`, `docker-archive:${archive}:${image}`]);
      await tool('docker', ['load', '--input', archive]);
      digest = /digest: (sha256:[0-9a-f]{64})/.exec(await tool('docker', ['push', image]))?.[1] ?? '';
      await tool('docker', ['rmi', image]);
      expect(await world.tags('hello')).toEqual([first, TAG]);
    });

    it('skopeo login, skopeo copy', async ({ skip }) => {
      if (!skopeo) skip('needs skopeo');
      const { folder } = (await world.done(['build', 'hello', '--tag', TAG, '--json'])).json(buildOperation.output);
      const image = `docker://${registry.url}/ai-lounge/hello:${TAG}`;
      const login = ['login', '--tls-verify=false', '--username', registry.user, '--password-stdin', registry.url];
      await tool('skopeo', login, registry.password);
      await tool('skopeo', ['copy', '--dest-tls-verify=false', `oci:${join(world.root, folder)}`, image]);
      const inspected: unknown = JSON.parse(await tool('skopeo', ['inspect', '--tls-verify=false', image]));
      digest = (inspected as { Digest: string }).Digest;
      expect(await world.tags('hello')).toEqual([first, TAG]);
    });

    it('a wrong password is refused', async ({ skip }) => {
      if (!skopeo) skip('needs skopeo');
      const result = await exec(
        'skopeo',
        ['login', '--tls-verify=false', '--username', registry.user, '--password-stdin', registry.url],
        {
          cwd: world.root,
          env: { REGISTRY_AUTH_FILE: join(world.folder, 'other-auth.json') },
          input: 'wrong',
        },
      );
      expect(result.exitCode).not.toBe(0);
    });

    it('newTag edited, git push, and Argo CD brings it', async () => {
      expect(digest).toMatch(/^sha256:/);
      await world.git(['pull', '--quiet', '--rebase', 'origin', 'main']);
      const text = `${(await world.read(OVERLAY)).replace(/^ {4}(newTag|digest):.*\n/gm, '').trimEnd()}\n    newTag: "${TAG}"\n    digest: ${digest}\n`;
      await world.write(OVERLAY, text);
      await world.git(['add', 'app-of-apps']);
      await world.git(['commit', '--quiet', '-m', `deploy(hello): ${TAG} by hand`]);
      await world.git(['push', 'origin', 'main']);
      await kubectl(
        'annotate',
        'application',
        'root-app',
        '-n',
        'argocd',
        'argocd.argoproj.io/refresh=normal',
        '--overwrite',
      );
      await expect
        .poll(async () => (await kubectl('get', 'deployments', '-n', 'ai-lounge')).includes('hello'), {
          timeout: 20_000,
          interval: 300,
        })
        .toBe(true);
      expect(await kubectl('rollout', 'status', 'deployment/hello', '-n', 'ai-lounge', '--timeout=30s')).toContain(
        'successfully rolled out',
      );
    });

    it('kubectl get pods, get svc, describe, logs -f', async () => {
      const pods = await kubectl('get', 'pods', '-n', 'ai-lounge', '-l', 'app=hello');
      expect(pods).toMatch(/NAME\s+READY\s+STATUS\s+RESTARTS\s+AGE\nhello-\S+\s+1\/1\s+Running/);
      expect(await kubectl('get', 'svc', '-n', 'ai-lounge')).toMatch(/hello\s+ClusterIP\s+\S+\s+<none>\s+80\/TCP/);
      const described = await kubectl('describe', 'pod', '-n', 'ai-lounge', '-l', 'app=hello');
      expect(described).toContain(TAG);
      expect(described).toMatch(/Events:[\s\S]*Started/);
      const logs = await exec(
        program ?? '',
        ['--kubeconfig', (await world.sandbox()).kubeconfig, 'logs', '-f', 'deployment/hello', '-n', 'ai-lounge'],
        {
          cwd: world.root,
          timeoutMs: 3000,
        },
      );
      expect(logs.stdout).toContain('"message":"listening"');
      expect(logs.timedOut).toBe(true);
    });

    it('lounge verify judges it like any other, and history shows it', async () => {
      const { release, now } = (await world.done(['verify', 'hello', '--json'])).json(verifyOperation.output);
      expect(release).toMatchObject({
        tag: TAG,
        digest,
        verdict: { verdict: 'PASS' },
        actor: { name: 'Somebody <somebody@example.com>' },
      });
      expect(now.state).toBe('good');
      expect((await world.releases('hello')).map(({ tag }) => tag)).toEqual([TAG, first]);
      expect(JSON.parse((await world.answer('hello')).body)).toMatchObject({ version: TAG });
    });

    it('newTag alone, with the digest of before: the remote refuses a version that would not run', async () => {
      await world.edit(OVERLAY, TAG, 'v203001020305', 'deploy(hello): a slip');
      const push = world.git(['push', '--quiet', 'origin', 'main']);
      await expect(push).rejects.toThrow(/the tag v203001020305 is not the image sha256:.*lounge bump/s);
    });
  },
);
