import { randomBytes } from 'node:crypto';
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { createGitServer } from '../../src/sandbox/git/git-server.ts';

/** A git remote over HTTP on this machine that wants a token. */
export interface HttpGit {
  readonly url: string;
  readonly user: string;
  readonly token: string;
  /** Path of the bare repository. */
  readonly repository: string;
  [Symbol.asyncDispose](): Promise<void>;
}

/** Smart HTTP by git's own backend, one empty repository, no gate. */
export async function startHttpGit(): Promise<HttpGit> {
  const folder = await mkdtemp(join(tmpdir(), 'lounge-http-git-'));
  const [user, token] = ['lounge', randomBytes(12).toString('hex')];
  const server = createGitServer({ folder, users: [{ user, password: token }] });
  const repository = await server.ensureRepository('lounge');
  const { url } = await server.listen(0);
  return {
    url: `${url}/lounge.git`,
    user,
    token,
    repository,
    [Symbol.asyncDispose]: async () => {
      await server.close();
      await rm(folder, { recursive: true, force: true });
    },
  };
}
