import { existsSync } from 'node:fs';
import { chmod, cp, mkdir, rm, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { doctorOperation } from '../../src/operations/doctor/operation.ts';
import { JourneyWorld } from '../journey-world.ts';
import { Refusals } from '../journey-refusals.ts';

let world: JourneyWorld;
let refusal: Refusals;
let remoteUrl = '';
beforeAll(async () => {
  world = await JourneyWorld.make({ policy: { rehearsal: 'off' } });
  refusal = new Refusals(world);
  remoteUrl = await world.git(['remote', 'get-url', 'origin']);
  await world.git(['push', '--quiet', 'origin', 'main']);
});
afterAll(async () => await world[Symbol.asyncDispose]());

describe('git', () => {
  it('not a lounge, not a git repository', async () => {
    await refusal.refused(['ship', 'hello'], 'CONFIG_MISSING', 2, { cwd: world.folder });
    const folder = join(world.folder, 'no-git');
    await mkdir(folder);
    for (const name of ['lounge.yaml', 'apps', '.env'])
      await cp(join(world.root, name), join(folder, name), { recursive: true });
    const error = await refusal.refused(['ship', 'hello'], 'GIT_NOT_A_REPOSITORY', 4, { cwd: folder });
    expect(error.message).toContain(folder);
  });

  it('a dirty tree', async () => {
    await refusal.withFile('README.md', 'changed\n', async () => {
      expect((await refusal.refused(['ship', 'hello'], 'GIT_DIRTY', 4)).message).toContain('README.md');
    });
  });

  it('a detached HEAD', async () => {
    await world.git(['checkout', '--quiet', '--detach']);
    expect((await refusal.refused(['ship', 'hello'], 'GIT_DETACHED', 4)).hint).toContain('git switch main');
    await world.git(['switch', '--quiet', 'main']);
  });

  it('a wrong branch', async () => {
    await world.git(['switch', '--quiet', '-c', 'feature']);
    expect((await refusal.refused(['ship', 'hello'], 'GIT_WRONG_BRANCH', 4)).message).toContain('feature');
    await world.git(['switch', '--quiet', 'main']);
  });

  it('no remote', async () => {
    await world.git(['remote', 'rename', 'origin', 'elsewhere']);
    try {
      await refusal.refused(['ship', 'hello'], 'GIT_NO_REMOTE', 4);
    } finally {
      await world.git(['remote', 'rename', 'elsewhere', 'origin']);
    }
  });

  it('a remote that does not answer', async () => {
    await world.git(['remote', 'set-url', 'origin', 'http://127.0.0.1:1/lounge.git']);
    try {
      await refusal.refused(['ship', 'hello'], 'GIT_REMOTE_UNREACHABLE', 5);
    } finally {
      await world.git(['remote', 'set-url', 'origin', remoteUrl]);
    }
  });

  it('a remote that wants another login', async () => {
    const helper = `credential.${new URL(remoteUrl).origin}.helper`;
    const value = await world.git(['config', '--local', helper]);
    await world.git(['config', '--local', '--unset', helper]);
    try {
      await refusal.refused(['ship', 'hello'], 'GIT_LOGIN', 5, { environment: { HOME: world.folder } });
    } finally {
      await world.git(['config', '--local', helper, value]);
    }
  });

  it('a finding: neither ship nor a push by hand gets through', async () => {
    await refusal.withCommit(
      async () => {
        await world.write('apps/hello/.env', 'TOKEN=abcdefgh12345678\n');
        await world.git(['add', '--force', 'apps/hello/.env']);
      },
      async () => {
        const error = await refusal.refused(['ship', 'hello'], 'POLICY_BLOCKED', 4);
        expect(error.message).toContain('apps/hello/.env');
        expect((await world.done(['history'])).stdout).toMatch(/unreleased +– +hello {2}\(POLICY_BLOCKED\)/);
        const before = await refusal.everything();
        await expect(world.git(['push', 'origin', 'main'])).rejects.toThrow(/remote:.*secret-env-file-tracked/s);
        expect(await refusal.everything()).toEqual(before);
      },
    );
  });
});

describe('.env', () => {
  const withVariable = async (name: string, value: string, use: () => Promise<void>) =>
    await refusal.withFile(
      '.env',
      (await world.read('.env')).replace(new RegExp(`^${name}=.*$`, 'm'), `${name}=${value}`),
      use,
    );

  it('no login, a wrong password', async () => {
    await withVariable('REGISTRY_PASSWORD', 'wrong', async () => {
      const error = await refusal.refused(['ship', 'hello'], 'REGISTRY_LOGIN', 5);
      expect(JSON.stringify(error)).not.toContain('wrong');
    });
    await withVariable(
      'REGISTRY_PASSWORD',
      '',
      async () => void (await refusal.refused(['ship', 'hello'], 'REGISTRY_LOGIN', 5)),
    );
    await refusal.withFile(
      '.env',
      undefined,
      async () => void (await refusal.refused(['ship', 'hello'], 'REGISTRY_LOGIN', 5)),
    );
  });

  it.each([
    ['a quote that does not end', 'TOKEN="abc', 'ENV_INVALID'],
    ['no name', '=value', 'ENV_INVALID'],
    ['a word alone', 'export', 'ENV_INVALID'],
    ['a time zone that does not exist', 'TZ_ZONE=Mars/Olympus', 'ENV_VALUE'],
  ])('%s', async (_name, line, code) => {
    await refusal.withFile(
      '.env',
      `${(await world.read('.env')).replace(/^TZ_ZONE=.*$/m, '')}\n${line}\n`,
      async () => {
        await refusal.refused(['ship', 'hello', '--dry-run'], code, 2);
      },
    );
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
    await refusal.withFile('.env', `\uFEFF${text}\r\n`, async () => {
      const { findings } = (await world.done(['doctor', '--json'], 0)).json(doctorOperation.output);
      expect(findings.filter(({ state }) => state === 'error')).toEqual([]);
      expect(findings.find(({ name }) => name === '.env')?.state).toBe('ok');
      expect(existsSync(marker)).toBe(false);
    });
  });

  it('a file that others can read', async () => {
    const state = async () =>
      (await world.done(['doctor', '--json'], 0))
        .json(doctorOperation.output)
        .findings.find(({ name }) => name === '.env');
    await chmod(join(world.root, '.env'), 0o644);
    expect(await state()).toMatchObject({ state: 'warning', fix: expect.stringContaining('chmod 600 .env') });
    await chmod(join(world.root, '.env'), 0o600);
    expect(await state()).toMatchObject({ state: 'ok' });
  });

  it('a declared secret without a value', async () => {
    await refusal.withFile(
      'apps/hello/service.yaml',
      `${await world.read('apps/hello/service.yaml')}secrets:\n  hello-secret: [API_KEY]\n`,
      async () => {
        expect((await refusal.refused(['secrets', 'apply', 'hello'], 'ENV_MISSING', 2)).message).toContain('API_KEY');
      },
    );
  });
});

describe('lounge.yaml and names', () => {
  const withLounge = async (from: string, to: string, use: () => Promise<void>) =>
    await refusal.withFile('lounge.yaml', (await world.read('lounge.yaml')).replace(from, to), use);

  it.each([
    ['an unknown key, with the nearest one suggested', '\npolicy:', '\npolicies:', /line \d+.*policy/],
    ['a key with a slip', 'soakSeconds', 'soakSecond', /soakSeconds/],
    ['a wrong type', 'soakSeconds: 1', 'soakSeconds: soon', /soakSeconds/],
    ['broken YAML', 'engines:', 'engines: [', /line \d+/],
    ['a registry with a scheme', '  url: 127', '  url: https://127', /scheme/],
  ])('%s', async (_name, from, to, message) => {
    await withLounge(from, to, async () => {
      expect((await refusal.refused(['ship', 'hello', '--dry-run'], 'CONFIG_INVALID', 2)).message).toMatch(message);
    });
  });

  it('a registry that does not answer', async () => {
    await refusal.withCommit(
      async () =>
        await world.write(
          'lounge.yaml',
          (await world.read('lounge.yaml')).replace(/^ {2}url: 127\.0\.0\.1:\d+$/m, '  url: 127.0.0.1:1'),
        ),
      async () => void (await refusal.refused(['ship', 'hello'], 'REGISTRY_UNREACHABLE', 5)),
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
    const before = await refusal.everything();
    const result = await world.done(['new', '--json', '--', name], 2);
    expect(result.error().code).toMatch(/^(SERVICE_NAME|USAGE|NOT_A_TERMINAL)$/);
    expect(await refusal.everything()).toEqual(before);
  });

  it('an unknown service, environment, command, option, and nobody to ask', async () => {
    expect((await refusal.refused(['ship', '../hello'], 'SERVICE_UNKNOWN', 2)).hint).toContain('hello');
    await refusal.refused(['ship', 'hello', '--environment', 'nowhere'], 'ENVIRONMENT_UNKNOWN', 2);
    expect((await refusal.refused(['shpi', 'hello'], 'COMMAND_UNKNOWN', 2)).hint).toContain('ship');
    await refusal.refused(['ship', 'hello', '--nope'], 'USAGE', 2);
    const error = (await world.done(['new', '--json'], 2, { input: 'answer\n' })).error();
    expect(error.code).toMatch(/^(NOT_A_TERMINAL|USAGE)$/);
  });
});

describe('the remote', () => {
  it('a push that the remote refuses: its words are told, nothing is released, and the next ship goes', async () => {
    const hook = join(world.root, '.lounge/sandbox/git/repositories/lounge.git/hooks/update');
    await writeFile(hook, '#!/bin/sh\n[ "$1" != refs/heads/main ] || { echo "frozen until Monday" >&2; exit 1; }\n', {
      mode: 0o755,
    });
    const before = await world.git(['ls-remote', 'origin']);
    try {
      const error = (await world.done(['ship', 'hello', '--json'], 4)).error();
      expect(error).toMatchObject({
        code: 'GIT_PUSH_REFUSED',
        message: expect.stringContaining('frozen until Monday'),
      });
      expect(await world.git(['ls-remote', 'origin'])).toBe(before);
      expect((await world.done(['resume'])).stdout).toMatch(/nothing/i);
    } finally {
      await rm(hook);
    }
    expect((await world.ship('hello')).release?.verdict?.verdict).toBe('PASS');
  });
});
