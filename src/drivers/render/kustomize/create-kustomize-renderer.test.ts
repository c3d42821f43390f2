import { execFile } from 'node:child_process';
import { mkdir, mkdtemp, readdir, rm, stat, symlink, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { dirname, join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { LoungeError } from '../../../domain/errors.ts';
import { createKustomizeRenderer } from './create-kustomize-renderer.ts';
import { packagedKubectl } from './packaged-kubectl.ts';

const folders: string[] = [];
let cache = '';

async function temporary(): Promise<string> {
  const folder = await mkdtemp(join(tmpdir(), 'render-test-'));
  folders.push(folder);
  return folder;
}

async function tree(files: Record<string, string>): Promise<string> {
  const root = await temporary();
  for (const [path, text] of Object.entries(files)) {
    await mkdir(dirname(join(root, path)), { recursive: true });
    await writeFile(join(root, path), text);
  }
  return root;
}

async function program(text: string): Promise<string> {
  const folder = await temporary();
  await writeFile(join(folder, 'kubectl'), text, { mode: 0o755 });
  return folder;
}

async function errorOf(promise: Promise<unknown>): Promise<LoungeError> {
  const error = await promise.then(
    () => undefined,
    (reason: unknown) => reason,
  );
  if (error instanceof LoungeError) return error;
  throw new Error('a LoungeError was expected', { cause: error });
}

beforeAll(async () => {
  cache = await temporary();
});
afterAll(async () => {
  for (const folder of folders) await rm(folder, { recursive: true, force: true });
});

const DEPLOYMENT = `apiVersion: apps/v1
kind: Deployment
metadata: { name: hello }
spec:
  template:
    spec:
      containers: [{ name: hello, image: hello }]
`;
const BASE = { 'base/deployment.yaml': DEPLOYMENT, 'base/kustomization.yaml': 'resources: [deployment.yaml]\n' };

const hasPackaged = process.platform === 'linux' && process.arch === 'x64';
if (!hasPackaged) console.warn('SKIPPED: the packaged kubectl is for linux x64 only');

describe.skipIf(!hasPackaged)('the packaged kubectl', () => {
  test('two processes at once end with one whole program and nothing else', async () => {
    const folder = await temporary();
    const module = fileURLToPath(new URL('packaged-kubectl.ts', import.meta.url));
    const script = `import { packagedKubectl } from ${JSON.stringify(module)}; console.log(await packagedKubectl(${JSON.stringify(folder)}));`;
    const run = async () =>
      (await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script])).stdout.trim();
    const [first, second] = await Promise.all([run(), run()]);
    expect(first).toBe(second);
    expect((await stat(first)).mode & 0o777).toBe(0o755);
    expect(await readdir(dirname(first))).toEqual(['kubectl']);
  });

  test('renders tag and digest', async () => {
    const renderer = createKustomizeRenderer({ cacheFolder: cache, searchPath: '' });
    const digest = `sha256:${'a'.repeat(64)}`;
    const root = await tree({
      ...BASE,
      'overlay/kustomization.yaml': `namespace: ai-lounge\nresources: [../base]\nimages:\n- name: hello\n  newName: r:5000/ai-lounge/hello\n  newTag: "v202601010101"\n  digest: ${digest}\n`,
    });
    const [object] = await renderer.render(root, join(root, 'overlay'));
    expect(object).toMatchObject({
      kind: 'Deployment',
      metadata: { name: 'hello', namespace: 'ai-lounge' },
      spec: { template: { spec: { containers: [{ image: `r:5000/ai-lounge/hello:v202601010101@${digest}` }] } } },
    });
    expect(await renderer.describe()).toMatch(/^kubectl v1\.\d+\.\d+ \(kustomize v5.*packaged\)/);
  });

  const failures: [string, Record<string, string>, RegExp][] = [
    ['a missing file', { 'overlay/kustomization.yaml': 'resources: [nothing.yaml]\n' }, /nothing\.yaml/],
    ['an address', { 'overlay/kustomization.yaml': 'resources: [https://example.com/a.yaml]\n' }, /127\.0\.0\.1:9/],
    ['a repository', { 'overlay/kustomization.yaml': 'resources: ["github.com/a/b//c?ref=main"]\n' }, /git/],
    [
      'a file outside the folder',
      { ...BASE, 'overlay/kustomization.yaml': 'resources: [../base/deployment.yaml]\n' },
      /not in or below/,
    ],
    [
      'helm',
      { 'overlay/kustomization.yaml': 'helmCharts: [{name: a, repo: "https://e.com", version: "1"}]\n' },
      /helm/,
    ],
    [
      'an unquoted numeric tag',
      { ...BASE, 'overlay/kustomization.yaml': 'resources: [../base]\nimages: [{name: hello, newTag: 12}]\n' },
      /newTag/,
    ],
    [
      'an unknown field',
      { ...BASE, 'overlay/kustomization.yaml': 'resources: [../base]\nimageChange: 1\n' },
      /imageChange/,
    ],
  ];
  test.each(failures)('refuses %s', async (_title, files, problem) => {
    const renderer = createKustomizeRenderer({ cacheFolder: cache, searchPath: '' });
    const root = await tree(files);
    const error = await errorOf(renderer.render(root, join(root, 'overlay')));
    expect(error.code).toBe('RENDER_FAILED');
    expect(error.parameters['path']).toBe('overlay');
    expect(error.message).toMatch(problem);
    expect(error.message).not.toContain(root);
  });

  test('refuses a folder that leaves the root', async () => {
    const renderer = createKustomizeRenderer({ cacheFolder: cache, searchPath: '' });
    const [root, other] = [await tree(BASE), await tree(BASE)];
    await symlink(join(other, 'base'), join(root, 'linked'));
    expect((await errorOf(renderer.render(root, other))).code).toBe('PATH_OUTSIDE');
    expect((await errorOf(renderer.render(root, join(root, 'linked')))).code).toBe('PATH_OUTSIDE');
  });

  test('ends when it is cancelled', async () => {
    const renderer = createKustomizeRenderer({ cacheFolder: cache, searchPath: '' });
    const root = await tree(BASE);
    expect((await errorOf(renderer.render(root, join(root, 'base'), AbortSignal.abort()))).code).toBe('CANCELLED');
  });

  test('is unpacked once', async () => {
    const first = await packagedKubectl(cache);
    const before = await stat(first ?? '');
    await packagedKubectl(cache);
    expect((await stat(first ?? '')).ino).toBe(before.ino);
  });
});

describe('the user’s own program', () => {
  const version = (text: string) => `#!/bin/sh
if [ "$1" = version ]; then echo '{"clientVersion":{"gitVersion":"${text}"},"kustomizeVersion":"v5.1.0"}'; exit 0; fi
`;

  test('is taken where nothing is packaged', async () => {
    const searchPath = await program(`${version('v1.30.1')}cat <<'END'
apiVersion: v1
kind: ConfigMap
metadata: {name: a}
data: {a: "1e3"}
END
`);
    const renderer = createKustomizeRenderer({ cacheFolder: cache, searchPath, packaged: false });
    const root = await tree(BASE);
    expect(await renderer.describe()).toContain('kubectl v1.30.1');
    expect(await renderer.render(root, join(root, 'base'))).toMatchObject([{ kind: 'ConfigMap', data: { a: '1e3' } }]);
  });

  test.each([
    ['too old', version('v1.26.9')],
    ['not kubectl', '#!/bin/sh\necho hello\n'],
  ])('is refused when %s', async (_title, text) => {
    const renderer = createKustomizeRenderer({ cacheFolder: cache, searchPath: await program(text), packaged: false });
    expect((await errorOf(renderer.describe())).code).toBe('TOOL_MISSING');
  });

  test.each([
    ['prints too much', 'head -c 3000000 /dev/zero\n', /too much/],
    ['hangs', 'exec sleep 20\n', /no answer/],
    ['prints no objects', 'echo "- 1"\n', /expected object/],
  ])('is bounded when it %s', async (_title, text, problem) => {
    const searchPath = await program(`${version('v1.30.1')}${text}`);
    const renderer = createKustomizeRenderer({
      cacheFolder: cache,
      searchPath,
      packaged: false,
      timeoutMs: 500,
      maxBytes: 100_000,
    });
    const root = await tree(BASE);
    const error = await errorOf(renderer.render(root, join(root, 'base')));
    expect(error.code).toBe('RENDER_FAILED');
    expect(error.message).toMatch(problem);
  });
});
