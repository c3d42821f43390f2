import { mkdir, mkdtemp, readFile, readdir, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import type { IsolatedCommand } from './contract.ts';
import { detectIsolation } from './detect-isolation.ts';
import { runIsolated } from './run-isolated.ts';
import { findRuntime } from './runtimes.ts';
import { startIsolated } from './start-isolated.ts';

const isolation = await detectIsolation();
const isFull = isolation.level === 'full';
if (!isFull) console.warn(`SKIPPED: full isolation is not tested here: ${isolation.reason}`);

let folder = '';
let count = 0;
beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'isolation-test-'));
});
afterAll(async () => await rm(folder, { recursive: true, force: true }));

function command(line: readonly string[], more: Partial<IsolatedCommand> = {}): IsolatedCommand {
  count += 1;
  return {
    root: join(folder, `root${count}`),
    command: line,
    environment: { PATH: '/usr/local/bin:/usr/bin:/bin' },
    workingDirectory: '/',
    binds: [],
    network: 'none',
    ...more,
  };
}

describe.skipIf(!isFull)('full isolation', () => {
  it('shows the image and /usr, and nothing else of the machine', async () => {
    const { stdout } = await runIsolated(command(['ls', '-A', '/', '/root', '/home']));
    expect(stdout.split('\n\n')[0]?.split('\n').slice(1)).toEqual(
      expect.arrayContaining(['dev', 'etc', 'proc', 'tmp', 'usr']),
    );
    expect(stdout).not.toContain('work');
    expect(stdout).toMatch(/\/home:\n\n\/root:\n$/);
  });

  it('runs as process 1 with the capabilities of a container', async () => {
    const { stdout } = await runIsolated(command(['sh', '-c', 'echo $$; grep CapEff /proc/self/status; umount /proc']));
    expect(stdout).toMatch(/^1\nCapEff:\t00000000a00425fb|^1\nCapEff:\t0*[0-9a-f]+\n$/);
    expect(stdout).not.toContain('ffffffffff');
  });

  it.each([
    ['exit code', ['sh', '-c', 'exit 42'], 42],
    ['signal', ['sh', '-c', 'kill -9 $$; sleep 1 & kill -9 $!; wait $!'], 137],
    ['no such program', ['/nowhere'], 127],
  ])('answers the %s', async (_, line, exitCode) => {
    expect((await runIsolated(command(line))).exitCode).toBe(exitCode);
  });

  it('keeps writes in the folder, below /usr as well, and the machine clean', async () => {
    const spec = command(['sh', '-c', 'echo a > /file; mkdir -p /usr/local/lib/x; echo b > /usr/local/lib/x/y']);
    expect(await runIsolated(spec)).toMatchObject({ exitCode: 0, stderr: '' });
    const root = join(folder, `root${count}`);
    expect(await readFile(join(root, 'file'), 'utf8')).toBe('a\n');
    expect(await readFile(join(root, 'usr/local/lib/x/y'), 'utf8')).toBe('b\n');
    expect(await readdir('/usr/local/lib')).not.toContain('x');
    expect((await readdir(folder)).filter((name) => name.endsWith('.work'))).toEqual([]);
  });

  it('stacks layers, the uppermost wins, and binds over their links without leaving the root', async () => {
    const [low, high, bound] = [join(folder, 'low'), join(folder, 'high'), join(folder, 'bound, "odd" name')];
    for (const path of [low, high, bound]) await mkdir(path);
    await writeFile(join(low, 'a'), 'low');
    await writeFile(join(high, 'a'), 'high');
    await writeFile(join(bound, 'b'), 'bound');
    await symlink('/etc', join(low, 'link'));
    const spec = command(['sh', '-c', 'cat /a /link/volume/b /etc/volume/b; echo no > /link/volume/c'], {
      root: { lower: [high, low], upper: join(folder, 'upper') },
      binds: [{ source: bound, target: '/link/volume', readOnly: true }],
    });
    const { stdout, stderr } = await runIsolated(spec);
    expect(stdout).toBe('highboundbound');
    expect(stderr).toMatch(/Read-only file system/);
  });

  it('gives exactly the environment, and lets it steer nothing on the way', async () => {
    const environment = {
      PATH: '/usr/bin',
      LD_PRELOAD: '/evil.so',
      'with.dot': '1',
      LINES: 'a\nb "$(id)" \\',
      IFS: 'x',
    };
    const { stdout, stderr } = await runIsolated(command(['env', '-0'], { environment }));
    const seen = Object.fromEntries(
      stdout
        .split('\0')
        .filter(Boolean)
        .map((line) => line.split(/=(.*)/s).slice(0, 2)),
    );
    expect(seen).toEqual(environment);
    expect(stderr).not.toMatch(/mount|setpriv/);
  });

  it('ends everything inside when the outer is killed', async () => {
    const running = await startIsolated(command(['sh', '-c', 'sleep 300 & sleep 300']));
    await new Promise((resolve) => setTimeout(resolve, 200));
    const inner = await running.innerPid();
    expect(inner).toBeGreaterThan(0);
    running.kill('SIGKILL');
    expect(await running.exited).toMatchObject({ signal: 'SIGKILL' });
    const state = async () => (await readFile(`/proc/${inner}/stat`, 'utf8').catch(() => ') gone')).split(') ')[1]?.[0];
    await expect.poll(state).toMatch(/[gZX]/);
  });

  it('ends a command of another user as well, that hears no signal', async () => {
    const running = await startIsolated(
      command(['sh', '-c', 'trap "" TERM; echo up; while :; do sleep 0.05; done'], { user: { uid: 1000, gid: 1000 } }),
    );
    await new Promise<void>((resolve) => running.stdout?.once('data', () => resolve()));
    const inner = await running.innerPid();
    running.kill('SIGKILL');
    expect(await running.exited).toMatchObject({ signal: 'SIGKILL' });
    const state = async () => (await readFile(`/proc/${inner}/stat`, 'utf8').catch(() => ') gone')).split(') ')[1]?.[0];
    await expect.poll(state).toMatch(/[gZX]/);
  });

  it('knows a command that was killed from one that failed', async () => {
    const running = await startIsolated(command(['sh', '-c', 'echo up; sleep 300']));
    await new Promise<void>((resolve) => running.stdout?.once('data', () => resolve()));
    await running.signal('SIGKILL');
    expect(await running.exited).toMatchObject({ signal: 'SIGKILL' });
  });

  it('hands a signal to the command', async () => {
    const running = await startIsolated(
      command(['sh', '-c', 'trap "exit 7" TERM; echo up; while :; do sleep 0.05; done']),
    );
    await new Promise<void>((resolve) => running.stdout?.once('data', () => resolve()));
    await running.signal('SIGTERM');
    expect(await running.exited).toMatchObject({ exitCode: 7 });
  });

  it('shares a network with another process', async () => {
    const first = await startIsolated(command(['sleep', '60'], { hostname: 'first' }));
    await expect.poll(async () => await first.innerPid()).toBeDefined();
    await new Promise((resolve) => setTimeout(resolve, 100));
    const inner = (await first.innerPid()) ?? 0;
    const { stdout, stderr } = await runIsolated(
      command(['cat', '/proc/sys/kernel/hostname'], { network: { joinProcess: inner } }),
    );
    expect({ stdout, stderr }).toEqual({ stdout: 'first\n', stderr: '' });
    first.kill('SIGKILL');
    await first.exited;
  });

  it('refuses writes to a read-only root', async () => {
    const { exitCode, stderr } = await runIsolated(command(['sh', '-c', 'echo > /file'], { readOnlyRoot: true }));
    expect({ exitCode, stderr }).toMatchObject({ exitCode: 2, stderr: expect.stringContaining('Read-only') });
  });

  it('changes the user where it can', async () => {
    const { stdout } = await runIsolated(command(['id', '-u'], { user: { uid: 1000, gid: 1000 } }));
    expect(stdout).toBe(isolation.mode === 'root' ? '1000\n' : '0\n');
  });
});

describe.skipIf(!isFull)('runtimes of the machine', () => {
  it.each([
    ['node', ['node', '--version']],
    ['python', ['python3', '--version']],
    ['go', ['go', 'version']],
  ])('lends %s', async (name, line) => {
    const runtime = await findRuntime(name);
    if (!runtime) {
      console.warn(`SKIPPED: no ${name} on this machine`);
      return;
    }
    const environment = { PATH: [...runtime.path, '/usr/bin', '/bin'].join(':'), HOME: '/root' };
    const user = { uid: 1000, gid: 1000 };
    const { stdout, stderr } = await runIsolated(command(line, { environment, binds: runtime.binds, user }));
    expect({ stdout, stderr }).toEqual({ stdout: expect.stringContaining(runtime.version), stderr: '' });
  });
});
