import { execFileSync } from 'node:child_process';
import { mkdir, rename, rm, symlink } from 'node:fs/promises';
import { createServer } from 'node:net';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { logsOperation } from '../../src/operations/logs/operation.ts';
import { resumeOperation } from '../../src/operations/resume/operation.ts';
import { localEngineStatus } from '../../src/operations/local-engine/operations.ts';
import { JourneyWorld } from '../journey-world.ts';
import { Refusals } from '../journey-refusals.ts';

let world: JourneyWorld;
let refusal: Refusals;
beforeAll(async () => {
  world = await JourneyWorld.make({ policy: { rehearsal: 'off' } });
  refusal = new Refusals(world);
  await world.git(['push', '--quiet', 'origin', 'main']);
});
afterAll(async () => await world[Symbol.asyncDispose]());

describe('the source of a service', () => {
  it('no Dockerfile', async () => {
    await refusal.withCommit(
      async () => await rm(join(world.root, 'apps/hello/Dockerfile')),
      async () => {
        await refusal.refused(['build', 'hello'], 'DOCKERFILE_MISSING', 4);
        await refusal.refused(['ship', 'hello'], 'POLICY_BLOCKED', 4);
      },
    );
  });

  it('a link out of the service folder', async () => {
    await refusal.withCommit(
      async () => await symlink('/etc/passwd', join(world.root, 'apps/hello/src/passwords')),
      async () => {
        expect((await refusal.refused(['ship', 'hello'], 'POLICY_BLOCKED', 4)).message).toContain(
          'apps/hello/src/passwords',
        );
      },
    );
  });

  it('COPY out of the service folder', async () => {
    await refusal.withCommit(
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
    const up = (await world.done(['sandbox', 'up', '--json'])).json(localEngineStatus.output);
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
    expect((await refusal.refused(['ship', 'hello'], 'STORE_NEWER', 5)).message).toContain('99');
    set(1);
    await rename(file, `${file}.kept`);
    await world.write('.lounge/store.db', 'this is no database at all, but some text that is long enough');
    await refusal.refused(['ship', 'hello'], 'STORE_BROKEN', 5);
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
    // It passes as soon as it answers, and may still be printing then.
    const last = async () => {
      const result = await world.done(['logs', 'hello', '--json']);
      expect(result.stdout.length).toBeLessThan(200_000);
      return result.json(logsOperation.output).lines.map(({ line }) => line);
    };
    await expect.poll(last, { timeout: 30_000 }).toContain('the end');
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
