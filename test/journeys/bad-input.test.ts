import { execFileSync } from 'node:child_process';
import { existsSync, readdirSync } from 'node:fs';
import { mkdir, rename, rm, symlink, cp } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doctorOperation } from '../../src/operations/doctor/operation.ts';
import { logsOperation } from '../../src/operations/logs/operation.ts';
import { resumeOperation } from '../../src/operations/resume/operation.ts';
import { sandboxStatus } from '../../src/operations/sandbox/operations.ts';
import { JourneyWorld, type CallOptions } from '../journey-world.ts';

let world: JourneyWorld;
let remoteUrl = '';
beforeAll(async () => {
  world = await JourneyWorld.make({ policy: { rehearsal: 'off' } });
  remoteUrl = await world.git(['remote', 'get-url', 'origin']);
  await world.git(['push', '--quiet', 'origin', 'main']);
});
afterAll(async () => await world[Symbol.asyncDispose]());

/** Tree, commits, remote and registry, as they are on disk. */
async function everything(): Promise<unknown> {
  const sandbox = join(world.root, '.lounge/sandbox');
  return {
    head: await world.git(['rev-parse', 'HEAD']),
    status: await world.git(['status', '--porcelain=v2', '--branch']),
    remote: await world.git(['ls-remote', join(sandbox, 'git/repositories/lounge.git')]),
    registry: readdirSync(join(sandbox, 'registry'), { recursive: true, encoding: 'utf8' }).toSorted(),
  };
}

/** The call fails with this code and exit code, for people and as JSON, with a hint, and changes nothing. */
async function refused(args: readonly string[], code: string, exitCode: number, options: CallOptions = {}) {
  const before = await everything();
  const spoken = await world.done(args, exitCode, options);
  expect(spoken.stderr).toContain(code);
  expect(spoken.stdout).toBe('');
  const json = await world.done([...args, '--json'], exitCode, options);
  const error = json.error();
  expect(error.code).toBe(code);
  expect(spoken.stderr).toContain(error.message);
  expect(error.hint.length).toBeGreaterThan(10);
  expect(spoken.stderr).toContain(error.hint);
  expect(`${spoken.stderr}${json.stdout}${json.stderr}`).not.toMatch(/\{\w+\}|undefined|\[object|at .*\.ts:\d+/);
  expect(await everything()).toEqual(before);
  return error;
}

/** Puts a file of the lounge back as it was, whatever the test does with it. */
async function withFile(path: string, text: string | undefined, use: () => Promise<void>): Promise<void> {
  const before = await world.read(path);
  if (text === undefined) await rm(join(world.root, path));
  else await world.write(path, text);
  try {
    await use();
  } finally {
    await world.write(path, before);
  }
}

/** Commits a change, and takes the commit back. */
async function withCommit(change: () => Promise<void>, use: () => Promise<void>): Promise<void> {
  const head = await world.git(['rev-parse', 'HEAD']);
  try {
    await change();
    await world.git(['add', '--all']);
    await world.git(['commit', '--quiet', '-m', 'feat: a change']);
    await use();
  } finally {
    await world.git(['reset', '--quiet', '--hard', head]);
  }
}

describe('git', () => {
  it('not a lounge, not a git repository', async () => {
    await refused(['ship', 'hello'], 'CONFIG_MISSING', 2, { cwd: world.folder });
    const folder = join(world.folder, 'no-git');
    await mkdir(folder);
    for (const name of ['lounge.yaml', 'apps', '.env'])
      await cp(join(world.root, name), join(folder, name), { recursive: true });
    const error = await refused(['ship', 'hello'], 'GIT_NOT_A_REPOSITORY', 4, { cwd: folder });
    expect(error.message).toContain(folder);
  });

  it('a dirty tree', async () => {
    await withFile('README.md', 'changed\n', async () => {
      expect((await refused(['ship', 'hello'], 'GIT_DIRTY', 4)).message).toContain('README.md');
    });
  });

  it('a detached HEAD', async () => {
    await world.git(['checkout', '--quiet', '--detach']);
    expect((await refused(['ship', 'hello'], 'GIT_DETACHED', 4)).hint).toContain('git switch main');
    await world.git(['switch', '--quiet', 'main']);
  });

  it('a wrong branch', async () => {
    await world.git(['switch', '--quiet', '-c', 'feature']);
    expect((await refused(['ship', 'hello'], 'GIT_WRONG_BRANCH', 4)).message).toContain('feature');
    await world.git(['switch', '--quiet', 'main']);
  });

  it('no remote', async () => {
    await world.git(['remote', 'rename', 'origin', 'elsewhere']);
    try {
      await refused(['ship', 'hello'], 'GIT_NO_REMOTE', 4);
    } finally {
      await world.git(['remote', 'rename', 'elsewhere', 'origin']);
    }
  });

  it('a remote that does not answer', async () => {
    await world.git(['remote', 'set-url', 'origin', 'http://127.0.0.1:1/lounge.git']);
    try {
      await refused(['ship', 'hello'], 'GIT_REMOTE_UNREACHABLE', 5);
    } finally {
      await world.git(['remote', 'set-url', 'origin', remoteUrl]);
    }
  });

  it('a remote that wants another login', async () => {
    const helper = `credential.${new URL(remoteUrl).origin}.helper`;
    const value = await world.git(['config', '--local', helper]);
    await world.git(['config', '--local', '--unset', helper]);
    try {
      await refused(['ship', 'hello'], 'GIT_LOGIN', 5, { environment: { HOME: world.folder } });
    } finally {
      await world.git(['config', '--local', helper, value]);
    }
  });

  it('a finding: neither ship nor a push by hand gets through', async () => {
    await withCommit(
      async () => {
        await world.write('apps/hello/.env', 'TOKEN=abcdefgh12345678\n');
        await world.git(['add', '--force', 'apps/hello/.env']);
      },
      async () => {
        const error = await refused(['ship', 'hello'], 'POLICY_BLOCKED', 4);
        expect(error.message).toContain('apps/hello/.env');
        const before = await everything();
        await expect(world.git(['push', 'origin', 'main'])).rejects.toThrow(/remote:.*secret-env-file-tracked/s);
        expect(await everything()).toEqual(before);
      },
    );
  });
});

describe('.env', () => {
  const withVariable = async (name: string, value: string, use: () => Promise<void>) =>
    await withFile(
      '.env',
      (await world.read('.env')).replace(new RegExp(`^${name}=.*$`, 'm'), `${name}=${value}`),
      use,
    );

  it('no login, a wrong password', async () => {
    await withVariable('REGISTRY_PASSWORD', 'wrong', async () => {
      const error = await refused(['ship', 'hello'], 'REGISTRY_LOGIN', 5);
      expect(JSON.stringify(error)).not.toContain('wrong');
    });
    await withVariable(
      'REGISTRY_PASSWORD',
      '',
      async () => void (await refused(['ship', 'hello'], 'REGISTRY_LOGIN', 5)),
    );
    await withFile('.env', undefined, async () => void (await refused(['ship', 'hello'], 'REGISTRY_LOGIN', 5)));
  });

  it.each([
    ['a quote that does not end', 'TOKEN="abc', 'ENV_INVALID'],
    ['no name', '=value', 'ENV_INVALID'],
    ['a word alone', 'export', 'ENV_INVALID'],
    ['a time zone that does not exist', 'TZ_ZONE=Mars/Olympus', 'ENV_VALUE'],
  ])('%s', async (_name, line, code) => {
    await withFile('.env', `${(await world.read('.env')).replace(/^TZ_ZONE=.*$/m, '')}\n${line}\n`, async () => {
      await refused(['ship', 'hello', '--dry-run'], code, 2);
    });
  });

  it('quotes, =, #, CRLF, a BOM and $(…) are read and never executed', async () => {
    const lines = (await world.read('.env')).trimEnd().split('\n');
    const marker = join(world.folder, 'executed');
    const text = [
      ...lines,
      'A="with # and = and spaces"',
      `B=$(touch ${marker})`,
      `C=\`touch ${marker}\``,
      "D='single'",
    ].join('\r\n');
    await withFile('.env', `\uFEFF${text}\r\n`, async () => {
      const { findings } = (await world.done(['doctor', '--json'], 0)).json(doctorOperation.output);
      expect(findings.filter(({ state }) => state === 'error')).toEqual([]);
      expect(findings.find(({ name }) => name === '.env')?.state).toBe('ok');
      expect(existsSync(marker)).toBe(false);
    });
  });

  it('a declared secret without a value', async () => {
    await withFile(
      'apps/hello/service.yaml',
      `${await world.read('apps/hello/service.yaml')}secrets:\n  hello-secret: [API_KEY]\n`,
      async () => {
        expect((await refused(['secrets', 'apply', 'hello'], 'ENV_MISSING', 2)).message).toContain('API_KEY');
      },
    );
  });
});

describe('lounge.yaml and names', () => {
  const withLounge = async (from: string, to: string, use: () => Promise<void>) =>
    await withFile('lounge.yaml', (await world.read('lounge.yaml')).replace(from, to), use);

  it.each([
    ['an unknown key, with the nearest one suggested', '\npolicy:', '\npolicies:', /line \d+.*policy/],
    ['a key with a slip', 'soakSeconds', 'soakSecond', /soakSeconds/],
    ['a wrong type', 'soakSeconds: 1', 'soakSeconds: soon', /soakSeconds/],
    ['broken YAML', 'engines:', 'engines: [', /line \d+/],
    ['a registry with a scheme', '  url: 127', '  url: https://127', /scheme/],
  ])('%s', async (_name, from, to, message) => {
    await withLounge(from, to, async () => {
      expect((await refused(['ship', 'hello', '--dry-run'], 'CONFIG_INVALID', 2)).message).toMatch(message);
    });
  });

  it('a registry that does not answer', async () => {
    await withCommit(
      async () =>
        await world.write(
          'lounge.yaml',
          (await world.read('lounge.yaml')).replace(/^ {2}url: 127\.0\.0\.1:\d+$/m, '  url: 127.0.0.1:1'),
        ),
      async () => void (await refused(['ship', 'hello'], 'REGISTRY_UNREACHABLE', 5)),
    );
  });

  it.each([
    'Hello',
    'hello_world',
    '../hello',
    'a/b',
    '1hello',
    '-hello-',
    'hello.world',
    '안녕',
    'x'.repeat(64),
    '$(id)',
    '',
  ])('lounge new %j', async (name) => {
    const before = await everything();
    const result = await world.done(['new', '--json', '--', name], 2);
    expect(result.error().code).toMatch(/^(SERVICE_NAME|USAGE|NOT_A_TERMINAL)$/);
    expect(await everything()).toEqual(before);
  });

  it('an unknown service, environment, command, option, and nobody to ask', async () => {
    expect((await refused(['ship', '../hello'], 'SERVICE_UNKNOWN', 2)).hint).toContain('hello');
    await refused(['ship', 'hello', '--environment', 'nowhere'], 'ENVIRONMENT_UNKNOWN', 2);
    expect((await refused(['shpi', 'hello'], 'USAGE', 2)).message).toContain('ship');
    await refused(['ship', 'hello', '--nope'], 'USAGE', 2);
    const error = (await world.done(['new', '--json'], 2, { input: 'answer\n' })).error();
    expect(error.code).toMatch(/^(NOT_A_TERMINAL|USAGE)$/);
  });
});

describe('the source of a service', () => {
  it('no Dockerfile', async () => {
    await withCommit(
      async () => await rm(join(world.root, 'apps/hello/Dockerfile')),
      async () => {
        await refused(['build', 'hello'], 'DOCKERFILE_MISSING', 4);
        await refused(['ship', 'hello'], 'POLICY_BLOCKED', 4);
      },
    );
  });

  it('a link out of the service folder', async () => {
    await withCommit(
      async () => await symlink('/etc/passwd', join(world.root, 'apps/hello/src/passwords')),
      async () => {
        expect((await refused(['ship', 'hello'], 'POLICY_BLOCKED', 4)).message).toContain('apps/hello/src/passwords');
      },
    );
  });

  it('COPY out of the service folder', async () => {
    await withCommit(
      async () =>
        await world.write(
          'apps/hello/Dockerfile',
          'FROM node:24-alpine\nCOPY ../../lounge.yaml /app/\nUSER 1000\nCMD ["node"]\n',
        ),
      async () => {
        const result = await world.lounge(['build', 'hello', '--json']);
        expect(result.exitCode).toBe(4);
        expect(result.error().message).toContain('Dockerfile');
      },
    );
  });
});

describe('the machine', () => {
  it('a port in use', async () => {
    await world.done(['sandbox', 'down', '-q']);
    const ports = JSON.parse(await world.read('.lounge/sandbox/ports.json')) as { gateway: number };
    const server = createServer();
    await new Promise<void>((resolve) => server.listen(ports.gateway, '127.0.0.1', resolve));
    try {
      const error = (await world.done(['sandbox', 'up', '--json'], 5)).error();
      expect(error.code).toBe('PORT_IN_USE');
      expect(error.message).toContain(String(ports.gateway));
    } finally {
      await new Promise((resolve) => server.close(resolve));
      await world.done(['sandbox', 'up', '-q']);
    }
  });

  it('a sandbox that was killed is seen as broken, and comes up again with everything it had', async () => {
    await world.killSandbox();
    await expect.poll(async () => (await world.sandbox()).state).toBe('broken');
    const up = (await world.done(['sandbox', 'up', '--json'])).json(sandboxStatus.output);
    expect(up.state).toBe('running');
    expect(await world.git(['ls-remote', 'origin', 'refs/heads/main'])).toContain('refs/heads/main');
  });

  it('a store of a newer version', async () => {
    const file = join(world.root, '.lounge/store.db');
    await world.done(['history', '-q']);
    const set = (version: number) => {
      const database = new DatabaseSync(file);
      database.exec(`PRAGMA user_version = ${version}`);
      database.close();
    };
    set(99);
    expect((await refused(['ship', 'hello'], 'STORE_NEWER', 5)).message).toContain('99');
    set(1);
    await rename(file, `${file}.kept`);
    await world.write('.lounge/store.db', 'this is no database at all, but some text that is long enough');
    await refused(['ship', 'hello'], 'STORE_BROKEN', 5);
    await rename(`${file}.kept`, file);
  });

  it('a full disk: said so, and once there is room it goes on', async ({ skip }) => {
    const folder = join(world.root, '.lounge/builds');
    await mkdir(folder, { recursive: true });
    if (!mount(folder)) skip('needs root and the right to mount a tmpfs');
    try {
      await world.write('.lounge/builds/fill', Buffer.alloc(2_000_000)).catch(() => undefined);
      const error = (await world.done(['ship', 'hello', '--json'], 5)).error();
      expect(error.code).toBe('DISK_FULL');
    } finally {
      execFileSync('umount', [folder]);
    }
    const { resumed } = (await world.done(['resume', '--json'])).json(resumeOperation.output);
    expect(resumed[0]?.release?.verdict?.verdict).toBe('PASS');
  });
});

describe('what a pod prints', () => {
  it('100 MB and bytes that are no UTF-8 are bounded and shown', async () => {
    const noise = [
      'process.stdout.write(Buffer.from([0xff, 0xfe, 0x41, 0x80, 0x0a]));',
      "const line = `${'x'.repeat(1023)}\\n`.repeat(1024);",
      'for (let i = 0; i < 100; i += 1) process.stdout.write(line);',
      "process.stdout.write('the end\\n');",
    ].join('\n');
    await world.commit({ 'apps/hello/src/main.ts': `${await world.read('apps/hello/src/main.ts')}\n${noise}\n` });
    const { release } = await world.ship('hello');
    expect(release?.verdict?.verdict).toBe('PASS');
    const logs = await world.done(['logs', 'hello', '--json']);
    expect(logs.stdout.length).toBeLessThan(2_000_000);
    expect(logs.json(logsOperation.output)).toBeDefined();
    expect(logs.stdout).toContain('the end');
    const size = (folder: string) =>
      Number(execFileSync('du', ['-sk', join(world.root, folder)], { encoding: 'utf8' }).split('\t')[0]);
    expect(size('.lounge/recordings')).toBeLessThan(5_000);
    expect(size('.lounge/sandbox/node')).toBeLessThan(60_000);
  });
});

function mount(folder: string): boolean {
  try {
    execFileSync('mount', ['-t', 'tmpfs', '-o', 'size=1m', 'lounge-test', folder], { stdio: 'ignore' });
    return true;
  } catch {
    return false;
  }
}
