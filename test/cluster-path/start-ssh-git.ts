import { mkdir, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir, userInfo } from 'node:os';
import { join } from 'node:path';
import { exec, start } from '../../src/platform/exec.ts';
import { freePort } from './free-port.ts';
import { waitUntil } from './wait-until.ts';

/** A git remote over SSH on this machine: a person pushes with one key, a deploy key reads with another. */
export interface SshGit {
  /** ssh://user@127.0.0.1:port/…/lounge.git */
  readonly url: string;
  readonly host: string;
  readonly port: number;
  /** Path of the private key that may read, and nothing else. */
  readonly deployKeyFile: string;
  /** `[host]:port type key`, as known_hosts has it. */
  readonly knownHosts: string;
  readonly knownHostsFile: string;
  /** By which a person's git reaches it, and pushes. */
  readonly sshCommand: string;
  [Symbol.asyncDispose](): Promise<void>;
}

/** openssh-server with keys of its own, on a free port, and one empty bare repository. */
export async function startSshGit(): Promise<SshGit> {
  const folder = await mkdtemp(join(tmpdir(), 'lounge-ssh-'));
  const [port, user] = [await freePort(), userInfo().username];
  const repository = join(folder, 'lounge.git');
  const [keyFile, deployKeyFile] = [join(folder, 'own-key'), join(folder, 'deploy-key')];
  for (const key of ['host-key', 'own-key', 'deploy-key'])
    await run('ssh-keygen', ['-q', '-t', 'ed25519', '-N', '', '-C', key, '-f', join(folder, key)]);
  await run('git', ['init', '--quiet', '--bare', '--initial-branch=main', repository]);
  const authorized = join(folder, 'authorized_keys');
  const only = `restrict,command="git-upload-pack '${repository}'"`;
  const keys = [
    `restrict ${await readFile(`${keyFile}.pub`, 'utf8')}`,
    `${only} ${await readFile(`${deployKeyFile}.pub`, 'utf8')}`,
  ];
  await writeFile(authorized, keys.join(''), { mode: 0o600 });
  await writeFile(join(folder, 'sshd_config'), settings(folder, port, authorized));
  if (userInfo().uid === 0) await mkdir('/run/sshd', { recursive: true });
  const server = start('/usr/sbin/sshd', ['-D', '-e', '-f', join(folder, 'sshd_config')], {
    cwd: folder,
    stdio: ['ignore', 'ignore', 'ignore'],
  });
  const [type, key] = (await readFile(join(folder, 'host-key.pub'), 'utf8')).split(' ');
  const knownHosts = `[127.0.0.1]:${port} ${type} ${key}`;
  const knownHostsFile = join(folder, 'known_hosts');
  await writeFile(knownHostsFile, `${knownHosts}\n`);
  await waitUntil(`sshd on port ${port}`, async () => {
    const { exitCode } = await exec('ssh-keyscan', ['-T', '2', '-p', String(port), '127.0.0.1'], { cwd: '/' });
    return exitCode === 0;
  });
  return {
    url: `ssh://${user}@127.0.0.1:${port}${repository}`,
    host: '127.0.0.1',
    port,
    deployKeyFile,
    knownHosts,
    knownHostsFile,
    sshCommand: `ssh -F /dev/null -i ${keyFile} -o IdentitiesOnly=yes -o UserKnownHostsFile=${knownHostsFile}`,
    [Symbol.asyncDispose]: async () => {
      server.kill('SIGTERM');
      await server.exited;
      await rm(folder, { recursive: true, force: true });
    },
  };
}

function settings(folder: string, port: number, authorized: string): string {
  return `Port ${port}
ListenAddress 127.0.0.1
HostKey ${join(folder, 'host-key')}
PidFile none
AuthorizedKeysFile ${authorized}
StrictModes no
PasswordAuthentication no
KbdInteractiveAuthentication no
PermitRootLogin prohibit-password
UsePAM no
LogLevel ERROR
`;
}

async function run(command: string, args: readonly string[]): Promise<void> {
  const { exitCode, stderr } = await exec(command, args, { cwd: '/' });
  if (exitCode !== 0) throw new Error(`${command}: ${stderr}`);
}
