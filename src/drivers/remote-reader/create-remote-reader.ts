import { writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { exec } from '../../platform/exec.ts';
import { withTemporaryFolder } from '../../platform/temporary-folder.ts';
import type { RemoteLogin, RemoteReader } from '../../ports/remote-reader.ts';
import { credentialSettings } from '../repository/git/git-credentials.ts';
import { problemOf } from '../repository/git/git-error.ts';

const TIMEOUT_MS = 30_000;

/** `git ls-remote`, with files of its own for key and known hosts, and none of the user's settings. */
export function createRemoteReader(): RemoteReader {
  return {
    problem: async (url, login, knownHosts) =>
      await withTemporaryFolder(async (folder) => {
        const settings = credentialSettings(
          url,
          login.kind === 'token' ? { username: login.user, password: login.token } : undefined,
        );
        const result = await exec('git', [...settings.args, 'ls-remote', '--quiet', '--', url], {
          cwd: folder,
          env: { ...settings.environment, ...(await environment(folder, login, knownHosts)) },
          timeoutMs: TIMEOUT_MS,
          maxBytes: 16 * 1024 * 1024,
        });
        if (result.timedOut) return `no answer within ${TIMEOUT_MS / 1000} s`;
        return result.exitCode === 0 ? undefined : problemOf({ stderr: result.stderr, stdout: '' });
      }),
  };
}

async function environment(
  folder: string,
  login: RemoteLogin,
  knownHosts: string,
): Promise<Readonly<Record<string, string>>> {
  const [key, hosts] = [join(folder, 'key'), join(folder, 'known_hosts')];
  await writeFile(hosts, knownHosts);
  await writeFile(key, login.kind === 'key' ? login.key : '', { mode: 0o600 });
  const options = {
    IdentitiesOnly: 'yes',
    IdentityAgent: 'none',
    BatchMode: 'yes',
    StrictHostKeyChecking: 'yes',
    UserKnownHostsFile: hosts,
    GlobalKnownHostsFile: '/dev/null',
    ConnectTimeout: '10',
  };
  const given = Object.entries(options).map(([name, value]) => `-o '${name}=${value}'`);
  return {
    LC_ALL: 'C',
    GIT_CONFIG_NOSYSTEM: '1',
    GIT_CONFIG_GLOBAL: '/dev/null',
    GIT_TERMINAL_PROMPT: '0',
    GIT_ASKPASS: '',
    GIT_SSH_COMMAND: `ssh -F /dev/null -i '${key}' ${given.join(' ')}`,
  };
}
