import { mkdir, mkdtemp, readFile, rm, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { Readable } from 'node:stream';
import { text } from 'node:stream/consumers';
import { createGunzip } from 'node:zlib';
import { extract } from 'tar-stream';
import { describe, expect, it } from 'vitest';
import type { BuildRequest, BuiltImage, ImageBuilder } from '../images.ts';

type Files = Readonly<Record<string, string | Uint8Array>>;

interface Result {
  readonly built: BuiltImage;
  readonly config: Readonly<Record<string, unknown>>;
  /** `mode uid:gid content`, `-> target` or `folder mode uid:gid`, as the layers make it. */
  readonly files: Readonly<Record<string, string>>;
}

const PLATFORM = `linux/${process.arch === 'x64' ? 'amd64' : process.arch}`;

/** Builds a context in a folder that is gone afterwards, and reads the image. */
async function build(
  builder: ImageBuilder,
  files: Files,
  more: Partial<BuildRequest> = {},
  links: Readonly<Record<string, string>> = {},
): Promise<Result> {
  const folder = await mkdtemp(join(tmpdir(), 'build-'));
  try {
    const context = join(folder, 'context');
    for (const [path, content] of Object.entries(files)) {
      await mkdir(dirname(join(context, path)), { recursive: true });
      await writeFile(join(context, path), content, { mode: path.endsWith('.sh') ? 0o755 : 0o644 });
    }
    for (const [path, target] of Object.entries(links)) await symlink(target, join(context, path));
    const outputFolder = join(folder, 'image');
    const request = {
      context,
      dockerfile: 'Dockerfile',
      buildArguments: {},
      labels: {},
      platform: PLATFORM,
      outputFolder,
      ...more,
    };
    const built = await builder.build(request);
    return { built, ...(await readImage(outputFolder, built.digest)) };
  } finally {
    await rm(folder, { recursive: true, force: true });
  }
}

async function readImage(layout: string, digest: string): Promise<Pick<Result, 'config' | 'files'>> {
  const blob = (one: string) => join(layout, 'blobs/sha256', one.slice(7));
  const index = JSON.parse(await readFile(join(layout, 'index.json'), 'utf8')) as { manifests: { digest: string }[] };
  expect(index.manifests.map((one) => one.digest)).toEqual([digest]);
  const manifest = JSON.parse(await readFile(blob(digest), 'utf8')) as {
    config: { digest: string };
    layers: { digest: string }[];
  };
  const config = JSON.parse(await readFile(blob(manifest.config.digest), 'utf8')) as {
    config: Record<string, unknown>;
  };
  const files: Record<string, string> = {};
  for (const layer of manifest.layers) await applyLayer(blob(layer.digest), files);
  return { config: config.config, files };
}

async function applyLayer(file: string, files: Record<string, string>): Promise<void> {
  const parser = extract();
  Readable.from([await readFile(file)])
    .pipe(createGunzip())
    .pipe(parser as unknown as NodeJS.WritableStream);
  for await (const entry of parser) {
    const { name, type, mode, uid, gid, linkname } = entry.header;
    const path = name.replace(/^\.?\//, '').replace(/\/$/, '');
    const own = `${(mode & 0o7777).toString(8)} ${uid}:${gid}`;
    const content = await text(Readable.from(entry));
    if (path !== '')
      files[path] =
        type === 'directory' ? `folder ${own}` : type === 'symlink' ? `-> ${linkname}` : `${own} ${content}`;
  }
}

async function failureOf(promise: Promise<unknown>): Promise<unknown> {
  return await promise.then(
    () => 'built',
    (error: unknown) => (error instanceof Error && 'code' in error ? error.code : error),
  );
}

/** What every driver of the port must do, with nothing but `FROM scratch`. */
export function imagesContract(
  name: string,
  open: () => Promise<{ readonly builder: ImageBuilder; [Symbol.asyncDispose](): Promise<void> }>,
): void {
  describe(`${name}: config`, () => {
    it('sets what the instructions say', async () => {
      await using opened = await open();
      const dockerfile = [
        'ARG VERSION=1',
        'FROM scratch AS base',
        'ARG VERSION',
        'ARG GIVEN=default',
        'ENV A=one B="two words" UNSEEN=$A',
        'ENV C=$A${VERSION}',
        'ENV OLD style of value',
        'ENV D=$A-$GIVEN \\',
        '# a comment inside',
        '    E=${NONE:-fallback}',
        'LABEL team="the team" org.example.version=$VERSION',
        'WORKDIR /srv',
        'WORKDIR app',
        'COPY a.txt ./',
        'EXPOSE 8080 9090/udp',
        'USER 1000:1000',
        'STOPSIGNAL SIGINT',
        'HEALTHCHECK --interval=5s --timeout=1m30s --retries=3 CMD ["/health", "-q"]',
        'CMD ["/base"]',
        'FROM base',
        'ENTRYPOINT ["/bin/server", "--port=8080"]',
        '',
      ].join('\n');
      const { config } = await build(
        opened.builder,
        { Dockerfile: dockerfile, 'a.txt': 'a' },
        { buildArguments: { GIVEN: 'from outside' }, labels: { 'org.example.release': 'v1' } },
      );
      expect(config).toMatchObject({
        User: '1000:1000',
        ExposedPorts: { '8080/tcp': {}, '9090/udp': {} },
        Entrypoint: ['/bin/server', '--port=8080'],
        WorkingDir: '/srv/app',
        Labels: { team: 'the team', 'org.example.version': '1', 'org.example.release': 'v1' },
        StopSignal: 'SIGINT',
        Healthcheck: { Test: ['CMD', '/health', '-q'], Interval: 5e9, Timeout: 90e9, Retries: 3 },
      });
      expect(config['Env']).toEqual(
        expect.arrayContaining([
          'A=one',
          'UNSEEN=',
          'B=two words',
          'C=one1',
          'OLD=style of value',
          'D=one-from outside',
          'E=fallback',
        ]),
      );
      // The entry point of this stage ends the command of the one below.
      expect(config['Cmd'] ?? null).toBeNull();
    });

    it('wraps the shell form', async () => {
      await using opened = await open();
      const { config } = await build(opened.builder, {
        Dockerfile: 'FROM scratch\nCOPY a /a\nENV X=1\nCMD echo $X "y"\n',
        a: '',
      });
      expect(config['Cmd']).toEqual(['/bin/sh', '-c', 'echo $X "y"']);
    });
  });

  describe(`${name}: files`, () => {
    const context: Files = {
      'a.txt': 'a',
      'b.txt': 'b',
      'run.sh': '#!/bin/sh',
      'src/one.ts': '1',
      'src/deep/two.ts': '2',
      'notes.md': 'n',
      'src/keep.md': 'k',
    };
    const copy = async (builder: ImageBuilder, lines: readonly string[], ignore?: string) =>
      (
        await build(builder, {
          ...context,
          Dockerfile: ['FROM scratch', ...lines, ''].join('\n'),
          ...(ignore === undefined ? {} : { '.dockerignore': ignore }),
        })
      ).files;

    it('copies files and folders where Docker does', async () => {
      await using opened = await open();
      const files = await copy(opened.builder, [
        'WORKDIR /app',
        'COPY a.txt renamed',
        'COPY *.txt run.sh into/',
        'COPY src ./src',
        'COPY ["b.txt", "/with space/"]',
        'COPY src/deep/ /deep',
      ]);
      expect(files).toMatchObject({
        'app/renamed': '644 0:0 a',
        'app/into': 'folder 755 0:0',
        'app/into/a.txt': '644 0:0 a',
        'app/into/b.txt': '644 0:0 b',
        'app/into/run.sh': '755 0:0 #!/bin/sh',
        'app/src/one.ts': '644 0:0 1',
        'app/src/deep/two.ts': '644 0:0 2',
        'with space/b.txt': '644 0:0 b',
        'deep/two.ts': '644 0:0 2',
      });
      expect(Object.keys(files)).not.toContain('app/src/src');
    });

    it('gives files to whom --chown says, and copies between stages', async () => {
      await using opened = await open();
      const files = await copy(opened.builder, [
        'COPY --chown=12:34 a.txt /one/',
        'FROM scratch AS second',
        'COPY --from=0 /one/a.txt /two/',
        'COPY b.txt /two/',
        'FROM scratch',
        'COPY --from=second /two /three',
      ]);
      expect(files['three/b.txt']).toBe('644 0:0 b');
      expect(files['three/a.txt']).toMatch(/ a$/);
      expect(Object.keys(files).filter((path) => /^(?:one|two)/.test(path))).toEqual([]);
    });

    it('leaves out what .dockerignore says', async () => {
      await using opened = await open();
      const files = await copy(
        opened.builder,
        ['COPY . /'],
        '*.md\n**/*.md\n!src/keep.md\nsrc/deep\nDockerfile\n.dockerignore\n',
      );
      expect(Object.keys(files).toSorted()).toEqual(['a.txt', 'b.txt', 'run.sh', 'src', 'src/keep.md', 'src/one.ts']);
    });

    it('keeps symbolic links as they are', async () => {
      await using opened = await open();
      const { files } = await build(
        opened.builder,
        { Dockerfile: 'FROM scratch\nCOPY d /d\n', 'd/a': '1' },
        {},
        { 'd/link': 'a', 'd/out': '/etc/passwd' },
      );
      expect(files).toMatchObject({ 'd/a': '644 0:0 1', 'd/link': '-> a', 'd/out': '-> /etc/passwd' });
    });
  });

  describe(`${name}: refusals`, () => {
    it.each([
      ['a source that is not there', 'FROM scratch\nCOPY nothing /\n'],
      ['a source outside of the context', 'FROM scratch\nCOPY ../../../../etc/passwd /\n'],
      ['an instruction that does not exist', 'FROM scratch\nCOPPY a /\n'],
      ['no FROM', 'RUN true\n'],
    ])('%s', async (_, dockerfile) => {
      await using opened = await open();
      const code = await failureOf(build(opened.builder, { Dockerfile: dockerfile, a: '' }));
      expect(code).toMatch(/^(?:DOCKERFILE_INVALID|BUILD_SOURCE_MISSING|BUILD_ENGINE_FAILED)$/);
    });

    it('no Dockerfile', async () => {
      await using opened = await open();
      expect(await failureOf(build(opened.builder, { a: '' }))).toBe('DOCKERFILE_MISSING');
    });

    it('a build that was cancelled', async () => {
      await using opened = await open();
      expect(
        await failureOf(
          build(opened.builder, { Dockerfile: 'FROM scratch\nCOPY a /\n', a: '' }, { signal: AbortSignal.abort() }),
        ),
      ).toBe('CANCELLED');
    });
  });
}
