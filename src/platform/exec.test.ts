import { mkdtemp, readFile, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { Readable } from 'node:stream';
import { fileURLToPath } from 'node:url';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { exec, start } from './exec.ts';

let cwd = '';
beforeAll(async () => {
  cwd = await mkdtemp(join(tmpdir(), 'exec-'));
});
afterAll(async () => await rm(cwd, { recursive: true, force: true }));

const sh = async (script: string, more: Partial<Parameters<typeof exec>[2]> = {}) =>
  await exec('sh', ['-c', script], { cwd, ...more });

describe('exec', () => {
  test('gives both streams as they are, and the exit code', async () => {
    expect(await sh('printf "a\\n\\n"; printf "한국어" >&2; exit 3')).toEqual({
      stdout: 'a\n\n',
      stderr: '한국어',
      exitCode: 3,
      timedOut: false,
      cancelled: false,
    });
  });

  test('arguments are words, whatever they hold', async () => {
    const words = ['$(id)', 'a b', "'", '"', '', '-x', '\n'];
    const { stdout } = await exec(process.execPath, ['-p', 'JSON.stringify(process.argv.slice(1))', '--', ...words], {
      cwd,
    });
    expect(JSON.parse(stdout)).toEqual(words);
  });

  test.each([
    ['text', 'text'],
    ['bytes', new TextEncoder().encode('bytes')],
    ['a stream', Readable.from(['a ', 'stream'])],
  ])('input as %s', async (expected, input) => {
    expect((await exec('cat', [], { cwd, input })).stdout).toBe(expected);
  });

  test('a program that does not read its input is no failure', async () => {
    expect((await exec('true', [], { cwd, input: 'x'.repeat(5_000_000) })).exitCode).toBe(0);
  });

  test.each([
    ['/nowhere/program', cwd, 127],
    ['no-such-program', cwd, 127],
    ['a\0b', cwd, 126],
  ])('%j cannot be started: %i', async (program, _folder, exitCode) => {
    expect(await exec(program, [], { cwd })).toMatchObject({ exitCode, stdout: '' });
  });

  test('a folder that is not there', async () => {
    expect(await exec('true', [], { cwd: join(cwd, 'missing') })).toMatchObject({ exitCode: 127 });
  });

  test('the environment is added to, or replaced', async () => {
    expect((await sh('echo "$A$HOME"', { env: { A: 'a', HOME: undefined } })).stdout).toBe('a\n');
    const clean = { cleanEnvironment: true, env: { PATH: process.env['PATH'], ONE: '1' } };
    expect(
      (await exec('env', [], { cwd, ...clean })).stdout.split('\n').filter((line) => /^(ONE|HOME|USER)=/.test(line)),
    ).toEqual(['ONE=1']);
  });

  test('too much output ends it; what fits is kept', async () => {
    const { stdout, exitCode } = await exec('yes', [], { cwd, maxBytes: 1001 });
    expect(stdout).toHaveLength(1001);
    expect(exitCode).not.toBe(0);
  });

  test('a time limit, also when a child of its own holds the streams; by SIGTERM or what is asked for', async () => {
    expect(await sh('exec sleep 20', { timeoutMs: 50 })).toMatchObject({ timedOut: true, exitCode: 143 });
    const before = performance.now();
    expect(await sh('trap "" TERM; sleep 15', { timeoutMs: 50, endSignal: 'SIGKILL' })).toMatchObject({
      timedOut: true,
      exitCode: 137,
    });
    expect(performance.now() - before).toBeLessThan(10_000);
  });

  test('an abort, before it and during it', async () => {
    expect(await sh('touch made', { signal: AbortSignal.abort() })).toMatchObject({ cancelled: true });
    await expect(readFile(join(cwd, 'made'))).rejects.toThrow('ENOENT');
    const controller = new AbortController();
    const running = sh('echo started; exec sleep 20', {
      signal: controller.signal,
      onLine: () => controller.abort(),
    });
    expect(await running).toMatchObject({ cancelled: true, timedOut: false, stdout: 'started\n' });
  });

  test('lines of both streams come one by one', async () => {
    const lines: string[] = [];
    await sh('echo one; echo two >&2; printf three', { onLine: (line) => lines.push(line) });
    expect(lines.toSorted()).toEqual(['one', 'three', 'two']);
  });
});

describe('start', () => {
  test('talks by its streams and by a channel of its own', async () => {
    const child = start('sh', ['-c', 'read -r word; echo "$word $word"; read -r other <&3; echo "$other!" >&3'], {
      cwd,
      stdio: ['pipe', 'pipe', 'pipe', 'pipe'],
    });
    child.stdin?.end('hello\n');
    child.channel(3)?.write('over\n');
    const answer = new Promise((resolve) => child.channel(3)?.once('data', resolve));
    const [said] = await Promise.all([child.stdout?.toArray(), child.exited]);
    expect(Buffer.concat(said ?? []).toString()).toBe('hello hello\n');
    expect(String(await answer)).toBe('over!\n');
  });

  test('tells its end, also when nobody reads what it prints, or it never was there', async () => {
    const chatty = start('sh', ['-c', 'head -c 300000 /dev/zero; exit 4'], { cwd });
    expect(await chatty.exited).toEqual({ exitCode: 4, signal: undefined });
    const sleeping = start('sleep', ['20'], { cwd });
    sleeping.kill('SIGKILL');
    expect(await sleeping.exited).toEqual({ exitCode: undefined, signal: 'SIGKILL' });
    expect(await start('/nowhere', [], { cwd }).exited).toEqual({ exitCode: 127, signal: undefined });
  });

  test('ends with this process, unless it is detached', async () => {
    const module = fileURLToPath(new URL('exec.ts', import.meta.url));
    const script = `import { start } from ${JSON.stringify(module)};
      const options = { cwd: '/', stdio: ['ignore', 'ignore', 'ignore'] };
      console.log(start('sleep', ['30'], options).pid, start('sleep', ['30'], { ...options, detached: true }).pid);
      process.exit(0);`;
    const { stdout } = await exec(process.execPath, ['--input-type=module', '-e', script], { cwd });
    const [companion = 0, detached = 0] = stdout.trim().split(' ').map(Number);
    await expect.poll(async () => await isAlive(companion)).toBe(false);
    expect(await isAlive(detached)).toBe(true);
    process.kill(detached, 'SIGKILL');
  });
});

/** Ended, and not merely unburied: whoever adopts it may be slow. */
async function isAlive(pid: number): Promise<boolean> {
  const text = await readFile(`/proc/${pid}/stat`, 'utf8').catch(() => undefined);
  return text !== undefined && !text.includes(') Z ');
}
