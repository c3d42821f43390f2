import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { createRegistry, type ListeningRegistry } from '../src/sandbox/registry/registry.ts';
import { startHttpGit, type HttpGit } from './cluster-path/start-http-git.ts';
import { JourneyWorld } from './journey-world.ts';

/** A lounge whose engine is a cluster that the test makes up, with a git remote and a registry that want a login. */
export interface BareWorld {
  readonly world: JourneyWorld;
  readonly git: HttpGit;
  /** The kubeconfig that lounge.yaml names gets this server and token. */
  login(login: { readonly server: string; readonly token?: string }): Promise<void>;
  /** Sets values of `.env`. */
  setValues(values: Readonly<Record<string, string>>): Promise<void>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Nothing is pushed yet. */
export async function makeBareWorld(): Promise<BareWorld> {
  const world = await JourneyWorld.make({ lounge: false });
  const git = await startHttpGit();
  const registry = await openRegistry(world);
  const kubeconfig = join(world.folder, 'kubeconfig');
  const made: BareWorld = {
    world,
    git,
    login: async ({ server, token = 'token-of-a-test' }) => await writeFile(kubeconfig, kubeconfigFor(server, token)),
    setValues: async (values) => {
      let text = await world.read('.env');
      for (const [name, value] of Object.entries(values))
        text = `${text.replace(new RegExp(`^${name}=.*\n`, 'm'), '')}${name}=${value}\n`;
      await world.write('.env', text);
    },
    [Symbol.asyncDispose]: async () => {
      await registry.close();
      await git[Symbol.asyncDispose]();
      await world[Symbol.asyncDispose]();
    },
  };
  await made.login({ server: 'http://127.0.0.1:1' });
  const where = ['--context', 'bare', '--kubeconfig', kubeconfig, '--domain', 'b.test'];
  await world.done(['init', '.', ...where, '--registry', new URL(registry.url).host, '--repository', git.url]);
  const values = { REGISTRY_USER: LOGIN.user, REGISTRY_PASSWORD: LOGIN.password };
  await made.setValues({ ...values, GIT_USER: git.user, GIT_TOKEN: git.token });
  await world.git([
    'config',
    'credential.helper',
    `!f() { echo username=${git.user}; echo password=${git.token}; }; f`,
  ]);
  return made;
}

const LOGIN = { user: 'lounge', password: 'password-of-a-test' };

async function openRegistry(world: JourneyWorld): Promise<ListeningRegistry> {
  return await (await createRegistry({ folder: join(world.folder, 'registry'), users: [LOGIN] })).listen(0);
}

function kubeconfigFor(server: string, token: string): string {
  return JSON.stringify({
    'current-context': 'bare',
    contexts: [{ name: 'bare', context: { cluster: 'bare', user: 'bare' } }],
    clusters: [{ name: 'bare', cluster: { server } }],
    users: [{ name: 'bare', user: { token } }],
  });
}
