import { chmod, mkdir, mkdtemp, readFile, readdir, rm, utimes, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { afterAll, beforeAll, beforeEach, describe, expect, it } from 'vitest';
import { systemClock } from '../../../platform/clock.ts';
import { exec } from '../../../platform/exec.ts';
import { detectIsolation } from '../../../platform/isolation/detect-isolation.ts';
import { imagesContract } from '../../../ports/contracts/images.ts';
import type { BuildRequest, BuiltImage } from '../../../ports/images.ts';
import { createRegistry, type ListeningRegistry } from '../../../sandbox/registry/registry.ts';
import { createOciRegistry } from '../../registry/oci/create-oci-registry.ts';
import { createEmbeddedBuilder } from './create-embedded-builder.ts';
import { machinePlatform } from './start-stage.ts';

let folder: string;
let context: string;
let server: ListeningRegistry;

beforeAll(async () => {
  folder = await mkdtemp(join(tmpdir(), 'embedded-'));
  server = await (await createRegistry({ folder: join(folder, 'registry'), users: [] })).listen(0);
});
afterAll(async () => {
  await server.close();
  await rm(folder, { recursive: true, force: true });
});
beforeEach(async () => {
  context = await mkdtemp(join(folder, 'context-'));
});

const registry = () => createOciRegistry({ url: server.url, clock: systemClock, acceptsStandIns: true });
const builder = () => createEmbeddedBuilder({ registry: registry(), cacheFolder: join(folder, 'cache') });

imagesContract('the embedded builder', async () => ({ builder: builder(), [Symbol.asyncDispose]: async () => {} }));

async function write(files: Readonly<Record<string, string>>): Promise<void> {
  for (const [path, content] of Object.entries(files)) {
    await mkdir(dirname(join(context, path)), { recursive: true });
    await writeFile(join(context, path), content);
  }
}

async function build(
  dockerfile: string,
  more: Partial<BuildRequest> = {},
): Promise<BuiltImage & { readonly layout: string; readonly lines: readonly string[] }> {
  await write({ Dockerfile: dockerfile });
  const lines: string[] = [];
  const outputFolder = await mkdtemp(join(folder, 'image-'));
  const request = {
    context,
    dockerfile: 'Dockerfile',
    buildArguments: {},
    labels: {},
    platform: machinePlatform(),
    outputFolder,
  };
  const built = await builder().build({ ...request, progress: (line) => lines.push(line), ...more });
  return { ...built, layout: outputFolder, lines };
}

async function failure(dockerfile: string): Promise<unknown> {
  return await build(dockerfile).then(
    () => 'built',
    (error: unknown) => error,
  );
}

describe('reproducible', () => {
  it('gives the same digest for the same tree, whatever its times and modes', async () => {
    await write({ 'a/one.txt': '1', 'two.txt': '2' });
    const first = await build('FROM scratch\nCOPY . /app/\n');
    await utimes(join(context, 'two.txt'), 1, 1);
    await chmod(join(context, 'two.txt'), 0o600);
    await rm(join(folder, 'cache'), { recursive: true, force: true });
    expect((await build('FROM scratch\nCOPY . /app/\n')).digest).toBe(first.digest);
    await write({ 'two.txt': '3' });
    expect((await build('FROM scratch\nCOPY . /app/\n')).digest).not.toBe(first.digest);
  });

  it('writes again what is missing from the cache', async () => {
    await write({ a: 'x' });
    const first = await build('FROM scratch\nCOPY a /\n');
    await rm(join(folder, 'cache/blobs'), { recursive: true, force: true });
    expect((await build('FROM scratch\nCOPY a /\n')).digest).toBe(first.digest);
  });
});

describe('archives', () => {
  it('are unpacked by ADD, and by ADD alone', async () => {
    await write({ 'in/a.txt': 'a', 'in/b/c.txt': 'c' });
    await exec('tar', ['czf', 'in.tar.gz', 'in'], { cwd: context });
    const { layout } = await build('FROM scratch\nADD in.tar.gz /add/\nCOPY in.tar.gz /copy/\n');
    const names = await namesIn(layout);
    expect(names).toEqual(expect.arrayContaining(['add/in/a.txt', 'add/in/b/c.txt', 'copy/in.tar.gz']));
    expect(names).not.toContain('add/in.tar.gz');
  });
});

describe('stand-ins', () => {
  it('look like the official image, and say what they are', async () => {
    const { layout, standIns, lines } = await build('FROM node:20-alpine\nUSER node\nCMD ["server.js"]\n');
    const config = await configOf(layout);
    const label = `node:20-alpine → node ${process.versions.node}`;
    expect(config).toMatchObject({
      User: 'node',
      Cmd: ['server.js'],
      Entrypoint: ['docker-entrypoint.sh'],
      Labels: { 'io.lounge.runtime': 'node', 'io.lounge.stand-in': label },
    });
    expect(standIns).toEqual([label]);
    expect(lines.join('\n')).toContain('STAND-IN: node:20-alpine');
    const real = createOciRegistry({ url: server.url, clock: systemClock });
    await expect(real.push(layout, 'app', 'v1')).rejects.toMatchObject({ code: 'IMAGE_STAND_IN' });
  });

  it('can be pushed to the sandbox and be the base of another image', async () => {
    await write({ 'base.txt': '1', 'top.txt': '2' });
    const base = await build('FROM node:20\nWORKDIR /app\nCOPY base.txt .\nENV BASE=yes\n');
    await registry().push(base.layout, 'team/base', 'v1');
    const name = `${registry().url}/team/base`;
    for (const reference of [`${name}:v1`, `${name}@${base.digest}`]) {
      const top = await build(`FROM ${reference}\nCOPY top.txt .\n`);
      expect((await configOf(top.layout))['Env']).toContain('BASE=yes');
      expect(await namesIn(top.layout)).toEqual(expect.arrayContaining(['app/base.txt', 'app/top.txt']));
      expect(top.standIns).toEqual(base.standIns);
    }
  });
});

describe('refused by name', () => {
  it.each([
    ['FROM debian:12', 'BUILD_BASE_UNKNOWN', { line: 1, image: 'debian:12' }],
    ['FROM node:99', 'BUILD_BASE_VERSION', { line: 1, wanted: '99' }],
    [
      'FROM node:20\nRUN apk add --no-cache curl',
      'BUILD_PACKAGE_MANAGER',
      { line: 2, command: 'apk add --no-cache curl' },
    ],
    ['FROM node:20\nRUN true && apt-get update', 'BUILD_PACKAGE_MANAGER', { line: 2 }],
    ['FROM scratch\nADD https://example.com/a /a', 'BUILD_UNSUPPORTED', { line: 2 }],
    ['FROM scratch\nCOPY --parents a /', 'BUILD_UNSUPPORTED', { line: 2, instruction: 'COPY --parents' }],
    ['FROM scratch\nCOPY <<EOF /a\nx\nEOF', 'BUILD_UNSUPPORTED', { line: 2 }],
    ['FROM node:20\nRUN --mount=type=secret,id=x true', 'BUILD_UNSUPPORTED', { line: 2 }],
    ['FROM scratch\nCOPY --from=node:20 /usr/local/bin/node /', 'BUILD_UNSUPPORTED', { line: 2 }],
    ['FROM --platform=linux/s390x node:20', 'BUILD_UNSUPPORTED', { line: 1 }],
    ['FROM scratch\n\n# why\nCOPY a \\\n  b', 'BUILD_SOURCE_MISSING', { line: 4, source: 'a' }],
    ['FROM scratch\nCOPY --chown=nobody-here . /', 'DOCKERFILE_INVALID', { line: 2 }],
    ['FROM scratch\nCOPY .. /', 'DOCKERFILE_INVALID', { line: 2 }],
    ['FROM scratch\nEXPOSE 99999', 'DOCKERFILE_INVALID', { line: 2 }],
    ['FROM scratch\nENV A=${B:?needed}', 'DOCKERFILE_INVALID', { line: 2, problem: 'B is needed: needed' }],
    ['COPY a /\nFROM scratch', 'DOCKERFILE_INVALID', { line: 1 }],
  ])('%j: %s', async (dockerfile, code, parameters) => {
    expect(await failure(`${dockerfile}\n`)).toMatchObject({ code, parameters: { file: 'Dockerfile', ...parameters } });
  });

  it('a link that leads out of the context', async () => {
    await exec('ln', ['-s', '/etc', 'etc'], { cwd: context });
    expect(await failure('FROM scratch\nCOPY etc /x\n')).toMatchObject({ code: 'DOCKERFILE_INVALID' });
    expect(await failure('FROM scratch\nCOPY etc/passwd /x\n')).toMatchObject({ code: 'DOCKERFILE_INVALID' });
  });
});

const { level, reason } = await detectIsolation();
if (level !== 'full') console.warn(`SKIPPED: RUN needs isolation: ${reason}`);

describe.skipIf(level !== 'full')('RUN', () => {
  it('changes the image, and nothing else', async () => {
    await write({ 'gone.txt': 'x', 'kept.txt': 'y' });
    const { layout } = await build(
      'FROM node:20\nARG FROM_ARG=arg\nENV FROM_ENV=env\nWORKDIR /app\nCOPY . .\nRUN rm gone.txt && echo "$FROM_ARG $FROM_ENV $HOME $(pwd)" > made.txt && chown node made.txt\n',
    );
    expect(await namesIn(layout)).toEqual(expect.arrayContaining(['app/made.txt', 'app/.wh.gone.txt']));
    expect(await contentOf(layout, 'app/made.txt')).toBe('arg env /root /app\n');
    const last = (await layersOf(layout)).at(-1) ?? '';
    expect((await exec('tar', ['tzf', last], { cwd: folder })).stdout.trim().split('\n').toSorted()).toEqual([
      'app/',
      'app/.wh.gone.txt',
      'app/made.txt',
    ]);
  });

  it('comes from the cache until something before it changes', async () => {
    await write({ a: '1' });
    const dockerfile = 'FROM node:20\nCOPY a /a\nRUN node -p "process.hrtime.bigint()" > /stamp\n';
    const first = await build(dockerfile);
    const again = await build(dockerfile);
    expect(again.digest).toBe(first.digest);
    expect(again.lines).toContain('  (from the cache)');
    await write({ a: '2' });
    expect((await build(dockerfile)).lines).not.toContain('  (from the cache)');
  });

  it('shows its output, and fails with it', async () => {
    expect(await failure('FROM node:20\nRUN echo what went wrong >&2; exit 3\n')).toMatchObject({
      code: 'BUILD_FAILED',
      parameters: { line: 2, exitCode: 3, output: 'what went wrong' },
    });
  });

  it('leaves nothing behind when it is cancelled', async () => {
    const controller = new AbortController();
    const progress = (line: string) => line.includes('started') && !line.includes('RUN') && controller.abort();
    await expect(
      build('FROM node:20\nRUN echo started; sleep 60\n', { signal: controller.signal, progress }),
    ).rejects.toMatchObject({ code: 'CANCELLED' });
    expect(await readdir(join(folder, 'cache/tmp'))).toEqual([]);
  });

  it('has no shell in an image of nothing', async () => {
    expect(await failure('FROM scratch\nRUN echo hi\n')).toMatchObject({ code: 'BUILD_FAILED' });
  });
});

async function layersOf(layout: string): Promise<readonly string[]> {
  const read = async (file: string) =>
    JSON.parse(await readFile(join(layout, file), 'utf8')) as {
      manifests: { digest: string }[];
      layers: { digest: string }[];
    };
  const digest = (await read('index.json')).manifests[0]?.digest ?? '';
  return (await read(`blobs/sha256/${digest.slice(7)}`)).layers.map((layer) =>
    join(layout, 'blobs/sha256', layer.digest.slice(7)),
  );
}

async function namesIn(layout: string): Promise<readonly string[]> {
  const lists = await Promise.all(
    (await layersOf(layout)).map(async (layer) => (await exec('tar', ['tzf', layer], { cwd: folder })).stdout),
  );
  return lists.join('').trim().split('\n');
}

async function contentOf(layout: string, name: string): Promise<string> {
  const contents = await Promise.all(
    (await layersOf(layout)).map(async (layer) => (await exec('tar', ['xzOf', layer, name], { cwd: folder })).stdout),
  );
  return contents.join('');
}

async function configOf(layout: string): Promise<Readonly<Record<string, unknown>>> {
  const read = async (file: string) =>
    JSON.parse(await readFile(join(layout, file), 'utf8')) as {
      manifests: { digest: string }[];
      config: { digest: string } & Record<string, unknown>;
    };
  const digest = (await read('index.json')).manifests[0]?.digest ?? '';
  const manifest = await read(`blobs/sha256/${digest.slice(7)}`);
  return (await read(`blobs/sha256/${manifest.config.digest.slice(7)}`)).config;
}
