import { containerOf, service, web } from '../harness/manifests.ts';
import { OVERLAY_FOLDER, pauseMs, type ReleaseWorld } from '../harness/release-world.ts';
import type { Scenario } from '../harness/scenario.ts';

const MINE = 'v202601011000';
const good = { verdict: 'PASS', by: 45_000, notBefore: 20_000 };

/** Somebody else, in the other clone, on top of what is there. */
async function elsewhere(world: ReleaseWorld, afterMs: number, act: (cwd: string) => Promise<unknown>): Promise<void> {
  await pauseMs(afterMs);
  await world.git.git(['pull', '--quiet'], world.git.other);
  await act(world.git.other);
  await world.git.git(['push', '--quiet', '--force', 'origin', 'HEAD:main'], world.git.other);
  await world.refresh();
}

const branch: readonly Scenario[] = [
  {
    name: 'never-pushed',
    seconds: 8,
    push: async () => {},
    expect: { verdict: 'PROGRESSING', reason: 'NOT_PUSHED', never: 'UNVERIFIED' },
  },
  {
    name: 'not-polled-yet',
    seconds: 12,
    push: async (world, commit) => void (await world.git.git(['push', '--quiet', 'origin', `${commit}:main`])),
    expect: { verdict: 'PROGRESSING', reason: 'REVISION_NOT_SEEN', never: 'UNVERIFIED' },
  },
  {
    name: 'right-after-another-release',
    seconds: 50,
    commit: async (world, image) => {
      const other = await world.pushImage('v202601010959');
      await elsewhere(world, 0, (cwd) => world.commit(other, [web(), service()], { cwd }));
      await world.git.git(['pull', '--quiet']);
      return await world.commit(image, [web(), service()]);
    },
    expect: { ...good, by: 50_000 },
  },
  {
    name: 'force-push-drops-mine',
    seconds: 15,
    during: (world) => elsewhere(world, 4000, (cwd) => world.git.git(['reset', '--quiet', '--hard', 'HEAD~1'], cwd)),
    expect: { verdict: 'FAIL', reason: 'DROPPED', by: 12_000 },
  },
  {
    name: 'unrelated-on-top',
    seconds: 45,
    during: (world) => elsewhere(world, 4000, (cwd) => world.git.commit({ 'README.md': 'x' }, 'docs', { cwd })),
    expect: good,
  },
  {
    name: 'other-service-on-top-at-once',
    extra: true,
    seconds: 45,
    during: (world) => elsewhere(world, 100, (cwd) => world.git.commit({ 'other/a.yaml': 'a' }, 'other', { cwd })),
    expect: good,
  },
  {
    name: 'newer-release',
    seconds: 25,
    during: async (world) => {
      const newer = await world.pushImage('v202601011100');
      await elsewhere(world, 3000, (cwd) => world.commit(newer, [web(), service()], { cwd }));
    },
    expect: { verdict: 'SUPERSEDED', by: 22_000 },
  },
  {
    name: 'mine-reverted',
    seconds: 25,
    during: (world) => elsewhere(world, 4000, (cwd) => world.git.git(['revert', '--no-edit', 'HEAD'], cwd)),
    expect: { verdict: 'SUPERSEDED', by: 22_000 },
  },
  {
    name: 'same-image-other-setting-on-top',
    extra: true,
    seconds: 50,
    during: (world) =>
      elsewhere(world, 4000, async (cwd) => {
        const workload = web({ env: { SETTING: 'new' } });
        const files = {
          [`${OVERLAY_FOLDER}/objects.yaml`]: [workload, service()].map((one) => JSON.stringify(one)).join('\n---\n'),
        };
        await world.git.commit(files, 'setting', { cwd });
      }),
    expect: { verdict: 'PASS', by: 50_000, notBefore: 24_000 },
  },
];

const images: readonly Scenario[] = [
  {
    name: 'bump-matches-nothing',
    seconds: 12,
    commit: async (world, image) => {
      const kustomization = {
        images: [
          { name: 'web-image', newName: world.image, newTag: 'v202601010900', digest: `sha256:${'1'.repeat(64)}` },
          { name: 'another', newName: world.image, newTag: image.tag, digest: image.digest },
        ],
      };
      return await world.commit(image, [web(), service()], { kustomization });
    },
    expect: { verdict: 'FAIL', reason: 'NOOP_BUMP', by: 5000 },
  },
  {
    name: 'tag-not-pinned',
    seconds: 12,
    commit: async (world, image) =>
      await world.commit(image, [web(), service()], {
        kustomization: { images: [{ name: 'web-image', newName: world.image, newTag: image.tag }] },
      }),
    expect: { verdict: 'FAIL', reason: 'NOOP_BUMP', by: 5000 },
  },
  {
    name: 'tag-pushed-again',
    seconds: 40,
    during: async (world) => {
      await pauseMs(3000);
      await world.pushImage('another', { annotations: { again: 'yes' } });
      const { digest } = await world.pushImage('v202601011000', {
        annotations: { again: 'yes' },
        entrypoint: ['/behave', 'x'],
      });
      if (digest === '') throw new Error('no digest');
    },
    expect: { ...good, by: 40_000 },
  },
  {
    name: 'same-config-other-manifest',
    seconds: 45,
    header: { health: { path: '/healthz', port: 80, echoesTag: false } },
    image: async (world, before) => {
      const again = await world.pushImage(before.tag, { annotations: { built: 'again' } });
      await world.pushImage(before.tag);
      const tagged = await world.pushImage(MINE, { version: before.tag, annotations: { built: 'again' } });
      if (tagged.digest !== again.digest) throw new Error('not the same image');
      return tagged;
    },
    expect: good,
  },
  {
    name: 'index-of-platforms',
    extra: true,
    seconds: 40,
    image: (world) => world.pushImage(MINE, { index: 'both' }),
    expect: { ...good, by: 35_000 },
  },
  {
    name: 'back-to-older-replica-set',
    extra: true,
    seconds: 45,
    header: { tag: 'v202601010900' },
    afterBaseline: async (world, commit) => {
      await world.settled(commit);
      const between = await world.pushImage('v202601010930');
      const next = await world.commit(between, [web(), service()], { push: true });
      await world.refresh();
      await world.settled(next);
    },
    image: async (_world, before) => before,
    expect: good,
  },
  {
    name: 'official-sidecar',
    extra: true,
    seconds: 42,
    release: (world) => {
      const workload = web();
      const image = world.image.replace('/web', '/helper');
      const helper = { name: 'helper', image: `${image}:v1`, env: [{ name: 'PORT', value: '9000' }] };
      workload.spec.template.spec.containers.push(helper);
      containerOf(workload).imagePullPolicy = 'Always';
      return [workload, service()];
    },
    prepare: (world) => world.pushOther('helper', 'v1'),
    expect: good,
  },
];

/** Rules G1 to G3 and the identity of images. */
export const gitScenarios: readonly Scenario[] = [...branch, ...images];
