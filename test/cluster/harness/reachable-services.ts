import { mkdir, symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { createGitServer } from '../../../src/sandbox/git/git-server.ts';
import { HOST, REGISTRY_PORT } from './cluster-under-test.ts';
import { openUnsteadyLine } from './unsteady-line.ts';

/** How the cluster reaches what this machine serves. */
export interface ReachableServices {
  /** URL of a bare repository on this machine. */
  urlOf(name: string, repository: string): Promise<string>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** For a cluster elsewhere: lines from `LOUNGE_TEST_HOST` to the registry and to a git server; both serve 127.0.0.1 alone. */
export async function openReachableServices(folder: string): Promise<ReachableServices> {
  if (HOST === undefined)
    return { urlOf: async (_name, repository) => `file://${repository}`, [Symbol.asyncDispose]: async () => {} };
  await using made = new AsyncDisposableStack();
  const repositories = join(folder, 'git', 'repositories');
  await mkdir(repositories, { recursive: true });
  const git = createGitServer({ folder: join(folder, 'git'), users: [], anonymousRead: true });
  made.defer(async () => await git.close());
  const { port } = await git.listen(0);
  const line = made.use(await openUnsteadyLine('127.0.0.1', port, { host: HOST, port: 0 }));
  made.use(await openUnsteadyLine('127.0.0.1', REGISTRY_PORT, { host: HOST, port: REGISTRY_PORT }));
  const all = made.move();
  return {
    urlOf: async (name, repository) => {
      await symlink(repository, join(repositories, `${name}.git`));
      return `http://${HOST}:${line.port}/${name}.git`;
    },
    [Symbol.asyncDispose]: async () => await all.disposeAsync(),
  };
}
