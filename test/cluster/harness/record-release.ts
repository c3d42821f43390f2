import type { ReleaseHeader, Timeline, TimelineEvent } from '../../../src/domain/timeline.ts';
import { createKubernetesCluster } from '../../../src/drivers/cluster/kubernetes/create-kubernetes-cluster.ts';
import { createLiveObserver } from '../../../src/drivers/observer/live/create-live-observer.ts';
import { createOciRegistry } from '../../../src/drivers/registry/oci/create-oci-registry.ts';
import { createRenders } from '../../../src/drivers/render/at-commit/create-renders.ts';
import { createGitRepository } from '../../../src/drivers/repository/git/create-git-repository.ts';
import { systemClock } from '../../../src/platform/clock.ts';
import { REGISTRY_PORT } from './cluster-under-test.ts';
import { service, web } from './manifests.ts';
import { OVERLAY_FOLDER, pauseMs, ReleaseWorld } from './release-world.ts';
import type { Scenario } from './scenario.ts';
import type { Suite } from './suite.ts';

const KINDS = 10;
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
    const objects = scenario.release?.(world) ?? [web(), service()];
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
      at0: new Date().toISOString(),
      ...scenario.header,
      ...world.header,
    };
    return await observe(world, header, async () => {
      await (scenario.push ?? pushCommit)(world, commit);
      const at0 = Date.now();
      if (scenario.push === undefined) await world.refresh();
      await Promise.all([
        pauseMs(at0 + scenario.seconds * 1000 - Date.now()),
        scenario.during?.(world, image) ?? Promise.resolve(),
      ]);
      return at0;
    });
  } finally {
    await scenario.afterwards?.(world);
    await world.close();
  }
}

async function pushCommit(world: ReleaseWorld, commit: string): Promise<void> {
  await world.git.git(['push', '--quiet', 'origin', `${commit}:refs/heads/main`]);
}

/** Observes while `act` goes on; it says when the push ended, and times are counted from then. */
async function observe(world: ReleaseWorld, header: ReleaseHeader, act: () => Promise<number>): Promise<Timeline> {
  const clock = systemClock;
  const repository = createGitRepository({ root: world.git.root, branch: 'main', clock });
  const observer = createLiveObserver({
    cluster: createKubernetesCluster({ engine: 'test', kubeconfig: world.observerKubeconfig, clock }),
    repository,
    renders: createRenders({ repository, renderer: world.suite.renderer, scopeOf: () => undefined }),
    registry: createOciRegistry({ url: `127.0.0.1:${REGISTRY_PORT}`, clock }),
    clock,
    argocdNamespace: 'argocd',
    overlayFolder: () => OVERLAY_FOLDER,
    overlayFile: () => `${OVERLAY_FOLDER}/kustomization.yaml`,
  });
  const events: TimelineEvent[] = [];
  const controller = new AbortController();
  const done = observer.observe(header, { signal: controller.signal }, (event) => events.push(event));
  done.catch(() => controller.abort());
  let at0 = 0;
  try {
    const seen = () => new Set(events.filter((event) => event.type === 'listed').map((event) => event.kind)).size;
    for (const end = Date.now() + 15_000; seen() < KINDS; await pauseMs(50))
      if (Date.now() > end) throw new Error('the observer does not see the cluster');
    at0 = await act();
  } finally {
    controller.abort();
    await done;
  }
  // Where nothing happens any more, time alone decides.
  events.push({ at: clock.now() - Date.parse(header.at0), type: 'time' });
  const shift = at0 - Date.parse(header.at0);
  return {
    header: { ...header, at0: new Date(at0).toISOString() },
    events: events.map((event) => ({ ...event, at: event.at - shift })),
  };
}
