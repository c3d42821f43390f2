import { existsSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { JourneyWorld } from '../journey-world.ts';
import { Refusals } from '../journey-refusals.ts';

/** What is asked for and is not there, or does not fit: a code, a remedy, and nothing changed. */
let world: JourneyWorld;
let refusal: Refusals;
beforeAll(async () => {
  world = await JourneyWorld.make({ policy: { rehearsal: 'off' }, environments: ['staging', 'production'] });
  refusal = new Refusals(world);
});
afterAll(async () => await world?.[Symbol.asyncDispose]());

const OVERLAY = 'app-of-apps/overlays/hello/overlays/staging/kustomization.yaml';
const MARK = 'v202601021530';

describe('nothing of that name', () => {
  it.each([
    ['a template', ['new', 'shop', '--template', 'cobol'], 'TEMPLATE_UNKNOWN', 2, 'node'],
    ['what is to be explained', ['explain', 'no-such-thing'], 'EXPLAIN_UNKNOWN', 2, ''],
    ['a recording', ['replay', 'no-such-recording'], 'RECORDING_UNKNOWN', 4, 'lounge history'],
    ['a release to go on with', ['resume', 'no-such-release'], 'RELEASE_UNKNOWN', 2, 'lounge history'],
    ['a release to roll back', ['rollback', 'hello'], 'NOTHING_TO_ROLL_BACK', 4, 'ship again'],
    ['an image that was built', ['push', 'hello'], 'BUILD_MISSING', 4, 'lounge build'],
    ['a tag in the registry', ['bump', 'hello', MARK], 'IMAGE_UNKNOWN', 4, ''],
  ])('%s', async (_, args, code, exitCode, remedy) => {
    expect((await refusal.refused(args, code, exitCode)).hint).toContain(remedy);
  });

  it('code to take in, and a Dockerfile for it', async () => {
    const folder = join(world.folder, 'source');
    const args = ['new', 'shop', '--from', folder];
    expect((await refusal.refused(args, 'SOURCE_EMPTY', 4)).message).toContain(folder);
    expect(existsSync(folder)).toBe(false);
    await mkdir(folder);
    expect((await refusal.refused(args, 'SOURCE_EMPTY', 4)).message).toContain(folder);
    await writeFile(join(folder, 'notes.txt'), 'nothing that runs\n');
    expect((await refusal.refused(args, 'DOCKERFILE_UNKNOWN', 4)).hint).toContain('Dockerfile');
  });

  it('a commit', async () => {
    const folder = join(world.folder, 'no-commit');
    await mkdir(folder);
    await world.git(['init', '--quiet', '--initial-branch=main', folder], world.folder);
    await writeFile(join(folder, 'lounge.yaml'), await world.read('lounge.yaml'));
    await refusal.refused(['check'], 'GIT_NO_COMMIT', 4, { cwd: folder });
  });
});

it('no role is handed out where none is enforced', async () => {
  const file = join(world.folder, 'developer.kubeconfig');
  const error = await refusal.refused(['kubeconfig', 'developer', '--out', file], 'ROLES_NOT_ENFORCED', 4);
  expect(error.hint).toContain('kubernetes');
  expect(existsSync(file)).toBe(false);
  const { stdout } = await world.done(['doctor', '--permissions']);
  expect(stdout).toMatch(/^! permissions .* enforces no roles/);
});

describe('a Dockerfile', () => {
  it.each([
    [
      'that runs a command, where this machine cannot keep it apart',
      'FROM node:24\nRUN id\n',
      'build',
      'BUILD_NOT_ISOLATED',
    ],
    ['that says nothing of what to run', 'FROM scratch\nCOPY service.yaml /\n', 'run', 'RUN_NO_COMMAND'],
  ])('%s', async (_, dockerfile, verb, code) => {
    await refusal.withCommit(
      async () => await world.write('apps/hello/Dockerfile', dockerfile),
      async () => {
        const environment = { LOUNGE_ISOLATION: 'process' };
        expect((await refusal.refused([verb, 'hello'], code, 4, { environment })).hint).not.toBe('');
      },
    );
  });
});

describe('an image of others', () => {
  it('is neither built nor rehearsed', async () => {
    const image = `image: docker.io/library/redis:7@sha256:${'0'.repeat(64)}\n`;
    await refusal.withCommit(
      async () =>
        await world.write('apps/hello/service.yaml', `${await world.read('apps/hello/service.yaml')}${image}`),
      async () => {
        for (const [verb, code] of [
          ['build', 'IMAGE_NOT_OURS'],
          ['rehearse', 'REHEARSAL_IMPOSSIBLE'],
        ] as const)
          expect((await refusal.refused([verb, 'hello'], code, 4)).message).toContain('redis');
      },
    );
  });
});

describe('after one release', () => {
  let tag = '';
  beforeAll(async () => {
    const { release } = await world.ship('hello');
    tag = release?.tag ?? '';
    await world.git(['pull', '--quiet', '--rebase', 'origin', 'main']);
  });

  const BASE = 'app-of-apps/overlays/hello/base/deployment.yaml';
  const replacement = `replacements:
  - source: { kind: Deployment, fieldPath: spec.template.spec.containers.0.image }
    targets: [{ select: { kind: Service }, fieldPaths: [metadata.annotations.image], options: { create: true } }]
`;

  it.each([
    ['no overlay', async () => void (await world.git(['rm', '--quiet', OVERLAY])), 'OVERLAY_MISSING', 'staging'],
    [
      'a base that runs another image',
      async () => await world.write(BASE, (await world.read(BASE)).replace(/image: \S+/, 'image: of-somebody')),
      'BUMP_NOOP',
      'hello',
    ],
    [
      'an overlay that changes more than the image',
      async () =>
        await world.write(
          OVERLAY,
          `${(await world.read(OVERLAY)).replace(/@sha256:\w+|digest: .*/, '')}${replacement}`,
        ),
      'BUMP_TOO_MUCH',
      'Service',
    ],
  ])('%s', async (_, change, code, word) => {
    await refusal.withCommit(change, async () => {
      const error = await refusal.refused(['bump', 'hello', tag], code, 4);
      expect(`${error.message} ${error.hint}`).toContain(word);
    });
  });

  it('from the registry of this machine to a cluster', async () => {
    const cluster = '  far:\n    kind: kubernetes\n    context: far\n    kubeconfig: /nowhere\n';
    await refusal.withCommit(
      async () => {
        const text = (await world.read('lounge.yaml')).replace(/^engines:\n/m, `engines:\n${cluster}`);
        await world.write('lounge.yaml', text.replace(/( {2}production:\n(?: {4}.*\n)*? {4}engine: ).*/, '$1far'));
      },
      async () => {
        const args = ['promote', 'hello', '--from', 'staging', '--to', 'production'];
        const error = await refusal.refused(args, 'PROMOTE_REGISTRY', 4);
        expect(error.message).toContain(tag);
      },
    );
  });

  it('a release that failed is on hold', async () => {
    await world.edit('apps/hello/service.yaml', /path: .*/, 'path: /no-such-path');
    const { release } = await world.ship('hello', 1);
    await world.git(['pull', '--quiet', '--rebase', 'origin', 'main']);
    const error = await refusal.refused(['bump', 'hello', release?.tag ?? ''], 'RELEASE_HELD', 4);
    expect(error.message).toContain(release?.verdict?.reason);
  });
});
