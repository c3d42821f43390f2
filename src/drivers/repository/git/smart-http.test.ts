import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../platform/clock.ts';
import { createGitServer, type GitServer } from '../../../sandbox/git/git-server.ts';
import { temporaryRepository, type TemporaryRepository } from '../../../../test/temporary-repository.ts';
import { createGitRepository } from './create-git-repository.ts';

const PASSWORD = 'p@ss:w"ord $(x)';
const actor = { name: 'Kim', role: 'developer' } as const;
let server: GitServer | undefined;
afterEach(async () => await server?.close());

/** The clone with a remote over HTTP, and git as a person who gives this password. */
async function overHttp(repository: TemporaryRepository, password: string | undefined) {
  const folder = join(repository.folder, 'server');
  server = createGitServer({ folder, users: [{ user: 'kim', password: PASSWORD }] });
  await server.ensureRepository('lounge');
  const { port } = await server.listen(0);
  const url = `http://127.0.0.1:${port}/lounge.git`;
  await repository.git(['remote', 'set-url', 'origin', url]);
  const credentials = password === undefined ? undefined : async () => ({ username: 'kim', password });
  const mine = createGitRepository({ root: repository.root, branch: 'main', clock: systemClock, credentials });
  return { mine, url };
}

describe('a remote over smart HTTP', () => {
  it('takes the login, which is nowhere on disk', async () => {
    await using repository = await temporaryRepository();
    const { mine } = await overHttp(repository, PASSWORD);
    expect(await mine.fetch()).toEqual({ remoteHead: undefined });
    const first = await repository.git(['rev-parse', 'HEAD']);
    await mine.publish(first, undefined);
    const lease = { service: 'web', release: 'r', actor: 'a', host: 'h', pid: 1, processMark: 'm', since: 0, tag: 't' };
    expect(await mine.takeLease(lease)).toEqual({ taken: true });
    expect(await mine.readLease('web')).toEqual(lease);
    const next = await mine.createCommit({
      parent: first,
      actor,
      at: 0,
      message: 'feat: x',
      changes: [{ path: 'x', content: 'x' }],
    });
    await mine.publish(next, first);
    expect(await mine.fetch()).toEqual({ remoteHead: next });
    expect(await repository.git(['config', '--list', '--local'])).not.toContain('p@ss');
  });

  it.each([['wrong'], [undefined]])('tells a login that is refused (%s)', async (password) => {
    await using repository = await temporaryRepository();
    await repository.git(['config', 'credential.helper', '']);
    const { mine, url } = await overHttp(repository, password);
    await expect(mine.fetch()).rejects.toMatchObject({ code: 'GIT_LOGIN', parameters: { url } });
  });

  it('tells a server that broke or is gone', async () => {
    await using repository = await temporaryRepository();
    const { mine, url } = await overHttp(repository, PASSWORD);
    await repository.git(['remote', 'set-url', 'origin', url.replace('lounge', 'nothing')]);
    await expect(mine.fetch()).rejects.toMatchObject({ code: 'GIT_REMOTE_UNREACHABLE' });
    await repository.git(['remote', 'set-url', 'origin', url]);
    await writeFile(join(repository.folder, 'server', 'repositories', 'lounge.git', 'HEAD'), 'broken');
    await expect(mine.fetch()).rejects.toMatchObject({ name: 'LoungeError' });
    await server?.close();
    await expect(mine.fetch()).rejects.toMatchObject({ code: 'GIT_REMOTE_UNREACHABLE', retryable: true });
  });
});
