import type { ReleaseHeader, Timeline, TimelineEvent } from '../../../src/domain/timeline.ts';
import { FINAL_VERDICTS } from '../../../src/domain/verdict.ts';
import { createKubernetesCluster } from '../../../src/drivers/cluster/kubernetes/create-kubernetes-cluster.ts';
import { createLiveObserver } from '../../../src/drivers/observer/live/create-live-observer.ts';
import { createOciRegistry } from '../../../src/drivers/registry/oci/create-oci-registry.ts';
import { createRenders } from '../../../src/drivers/render/at-commit/create-renders.ts';
import { createGitRepository } from '../../../src/drivers/repository/git/create-git-repository.ts';
import { createJudge } from '../../../src/engine/verdict/judge.ts';
import type { Observer } from '../../../src/ports/observer.ts';
import { REGISTRY_PORT } from './cluster-under-test.ts';
import { OVERLAY_FOLDER, pauseMs, type ReleaseWorld } from './release-world.ts';

const KINDS = 10;
const LOOK_MS = 100;

export interface Course {
  /** Resolves with the time of the push. */
  push(): Promise<number>;
  /** What else happens; the recording is not over before its end. */
  during(): Promise<void>;
  /** Length of a recording whose verdict is never final. */
  readonly seconds: number;
}

/** Observes until the verdict is final: nothing that comes later can change it. Times are counted from the push. */
export async function observeRelease(world: ReleaseWorld, header: ReleaseHeader, course: Course): Promise<Timeline> {
  const events: TimelineEvent[] = [];
  const controller = new AbortController();
  const done = observerOf(world).observe(header, { signal: controller.signal }, (event) => events.push(event));
  done.catch(() => controller.abort());
  const started = Date.parse(header.at0);
  let at0 = started;
  const counted = (event: TimelineEvent) => ({ ...event, at: event.at - (at0 - started) });
  const headerNow = () => ({ ...header, at0: new Date(at0).toISOString() });
  try {
    const seen = () => new Set(events.filter((event) => event.type === 'listed').map((event) => event.kind)).size;
    for (const end = Date.now() + 15_000; seen() < KINDS; await pauseMs(50))
      if (Date.now() > end) throw new Error('the observer does not see the cluster');
    at0 = await course.push();
    const isOver = judging(headerNow(), events, counted);
    const goingOn = course.during();
    goingOn.catch(() => controller.abort());
    for (const end = at0 + course.seconds * 1000; world.clock.now() < end && !controller.signal.aborted;)
      if (isOver(world.clock.now() - at0)) break;
      else await pauseMs(LOOK_MS);
    await goingOn;
  } finally {
    controller.abort();
    await done;
  }
  // Where nothing happens any more, time alone decides.
  events.push({ at: world.clock.now() - started, type: 'time' });
  return { header: headerNow(), events: events.map(counted) };
}

/** Whether the verdict of what was seen so far is final. */
function judging(
  header: ReleaseHeader,
  events: readonly TimelineEvent[],
  counted: (event: TimelineEvent) => TimelineEvent,
): (now: number) => boolean {
  const judge = createJudge(header);
  let judged = 0;
  return (now) => {
    for (; judged < events.length; judged++) {
      const event = events[judged];
      if (event !== undefined) judge.observe(counted(event));
    }
    judge.advance(now);
    return FINAL_VERDICTS.has(judge.current().verdict);
  };
}

function observerOf(world: ReleaseWorld): Observer {
  const { clock } = world;
  const repository = createGitRepository({ root: world.git.root, branch: 'main', clock });
  return createLiveObserver({
    cluster: createKubernetesCluster({ engine: 'test', kubeconfig: world.observerKubeconfig, clock }),
    repository,
    renders: createRenders({ repository, renderer: world.suite.renderer, scopeOf: () => undefined }),
    registry: createOciRegistry({ url: `127.0.0.1:${REGISTRY_PORT}`, clock }),
    clock,
    argocdNamespace: 'argocd',
    overlayFolder: () => OVERLAY_FOLDER,
    overlayFile: () => `${OVERLAY_FOLDER}/kustomization.yaml`,
  });
}
