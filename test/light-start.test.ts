import { join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { exec } from '../src/platform/exec.ts';

/** Prints the address of every module at the end. */
const TRACE = `data:text/javascript,${encodeURIComponent(`
import { registerHooks } from 'node:module';
const seen = [];
registerHooks({ load: (url, context, next) => { seen.push(url); return next(url, context); } });
process.on('exit', () => process.stderr.write('LOADED ' + JSON.stringify(seen)));
`)}`;

async function loadedBy(...args: string[]): Promise<string[]> {
  const { stderr } = await exec(process.execPath, ['--import', TRACE, 'bin/lounge.js', ...args], {
    cwd: process.cwd(),
  });
  return JSON.parse(stderr.slice(stderr.indexOf('LOADED ') + 7)) as string[];
}

/** What only an operation that runs may read. */
const HEAVY =
  /\/(src|dist)\/(engine|drivers|sandbox|ports)\/|\/(wiring|open-lounge|create-context)\.|\/node_modules\/(?!zod\/)/;

describe('the command line starts light', { timeout: 20_000 }, () => {
  it('says the version without reading the program', async () => {
    expect((await loadedBy('--version')).filter((url) => url.includes('/src/'))).toEqual([]);
  });

  it('helps without reading an operation, or zod', async () => {
    const loaded = await loadedBy('--help');
    expect(loaded.some((url) => url.includes('/program-help.'))).toBe(true);
    expect(loaded.filter((url) => url.includes('/node_modules/') || /\/operations\/[\w-]+\//.test(url))).toEqual([]);
  });

  it.each(['ship', 'replay', 'status', 'quickstart'])('helps with %s without what it runs', async (name) => {
    const loaded = await loadedBy(name, '--help');
    expect(loaded.some((url) => url.includes(`/operations/${name}/`))).toBe(true);
    expect(loaded.filter((url) => HEAVY.test(url))).toEqual([]);
  });
});

it('`npm run lounge` works in the folder where it is typed', { timeout: 20_000 }, async () => {
  const folder = join(process.cwd(), 'docs');
  const { stderr } = await exec('npm', ['run', '--silent', 'lounge', '--', 'status'], { cwd: folder });
  expect(stderr).toContain(`CONFIG_MISSING: There is no lounge.yaml in ${folder} `);
});

it('what talks to registries and clusters does not read the whole of node:http', async () => {
  const script = `await import('./src/wiring.ts'); process.stdout.write(JSON.stringify(process.moduleLoadList));`;
  const { stdout } = await exec(process.execPath, ['--input-type=module', '-e', script], { cwd: process.cwd() });
  const loaded = JSON.parse(stdout) as string[];
  expect(loaded).toContain('NativeModule http');
  expect(loaded).not.toContain('NativeModule internal/deps/undici/undici');
});
