import { existsSync, readFileSync } from 'node:fs';
import { describe, expect, it } from 'vitest';
import { startHttpGit } from '../../../test/cluster-path/start-http-git.ts';
import { startSshGit } from '../../../test/cluster-path/start-ssh-git.ts';
import { createRemoteReader } from './create-remote-reader.ts';

const reader = createRemoteReader();
const hasServer = existsSync('/usr/sbin/sshd');
if (!hasServer)
  console.warn('SKIPPED, reading a remote over SSH: there is no /usr/sbin/sshd (apt-get install openssh-server)');

describe('a remote with a token', () => {
  it('is read with it, and not with another or none', async () => {
    await using git = await startHttpGit();
    const token = { kind: 'token', user: git.user, token: git.token } as const;
    expect(await reader.problem(git.url, token, '')).toBeUndefined();
    const wrong = await reader.problem(git.url, { ...token, token: 'another-token' }, '');
    expect(wrong).toMatch(/Authentication failed/);
    expect(wrong).not.toContain('another-token');
    expect(await reader.problem(git.url, { kind: 'none' }, '')).toMatch(/could not read Username/);
  });
});

describe.skipIf(!hasServer)('a remote over SSH', () => {
  it('is read with its key from a known host only', async () => {
    await using git = await startSshGit();
    const login = { kind: 'key', key: readFileSync(git.deployKeyFile, 'utf8') } as const;
    expect(await reader.problem(git.url, login, `${git.knownHosts}\n`)).toBeUndefined();
    expect(await reader.problem(git.url, login, '')).toMatch(/Host key verification failed/);
    const other = { kind: 'key', key: 'no key at all\n' } as const;
    expect(await reader.problem(git.url, other, `${git.knownHosts}\n`)).toMatch(/Permission denied/);
  });
});
