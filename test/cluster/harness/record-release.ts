import type { ReleaseHeader, Timeline } from '../../../src/domain/timeline.ts';
import { service, web } from './manifests.ts';
import { observeRelease } from './observe-release.ts';
import { ReleaseWorld } from './release-world.ts';
import type { Scenario } from './scenario.ts';
import type { Suite } from './suite.ts';

const BEFORE = 'v202601010900';
const MINE = 'v202601011000';

/** Makes the release before, then the release under test, and records it with the live observer. */
export async function recordRelease(suite: Suite, scenario: Scenario): Promise<Timeline> {
  const world = await ReleaseWorld.open(suite, scenario.name);
  try {
    await scenario.prepare?.(world);
    const before = await world.pushImage(BEFORE);
    const previousCommit = await world.commit(before, scenario.baseline?.() ?? [web(), service()], { push: true });
    await world.createApplication(scenario.application);
    await (scenario.afterBaseline ?? (async () => await world.settled(previousCommit)))(world, previousCommit);
    const image = await (scenario.image?.(world, before) ?? world.pushImage(MINE));
    const objects = scenario.release?.(world) ?? [web({ env: scenario.behaves ?? {} }), service()];
    const commit = await (scenario.commit?.(world, image, before) ??
      world.commit(image, objects, { kustomization: scenario.kustomization }));
    const header: ReleaseHeader = {
      type: 'release',
      service: 'web',
      namespace: world.namespace,
      application: world.name,
      workload: { kind: 'Deployment', name: 'web' },
      commit,
      previousCommit,
      branch: 'main',
      image: world.image,
      tag: image.tag,
      digests: [...image.digests],
      health: { path: '/healthz', port: 80, echoesTag: true },
      soakSeconds: 20,
      deadlineSeconds: 600,
      replicas: 1,
      logErrorPatterns: ['ERROR', 'FATAL'],
      at0: new Date(world.clock.now()).toISOString(),
      ...scenario.header,
      ...world.header,
    };
    return await observeRelease(world, header, {
      seconds: scenario.seconds,
      push: async () => {
        await (scenario.push ?? pushCommit)(world, commit);
        const at0 = world.clock.now();
        if (scenario.push === undefined) await world.refresh();
        return at0;
      },
      during: async () => await scenario.during?.(world, image),
    });
  } finally {
    await scenario.afterwards?.(world);
    await world.close();
  }
}

async function pushCommit(world: ReleaseWorld, commit: string): Promise<void> {
  await world.git.git(['push', '--quiet', 'origin', `${commit}:refs/heads/main`]);
}
