import { readFile } from 'node:fs/promises';
import { join } from 'node:path';
import { LoungeError } from '../../src/domain/errors.ts';
import type { ReleaseHeader, TimelineEvent } from '../../src/domain/timeline.ts';
import { createKubernetesCluster } from '../../src/drivers/cluster/kubernetes/create-kubernetes-cluster.ts';
import { createLiveObserver } from '../../src/drivers/observer/live/create-live-observer.ts';
import { createRenders } from '../../src/drivers/render/at-commit/create-renders.ts';
import { createGitRepository } from '../../src/drivers/repository/git/create-git-repository.ts';
import { systemClock, type Clock } from '../../src/platform/clock.ts';
import { sampleHeader } from '../../src/ports/contracts/recordings.ts';
import type { Registry } from '../../src/ports/registry.ts';
import type { Renderer } from '../../src/ports/renderer.ts';
import type { TemporaryRepository } from '../temporary-repository.ts';
import type { FakeKubernetesApi } from './kubernetes-api.ts';

/** Image of the release, without tag. */
const IMAGE = '127.0.0.1:5000/ai-lounge/web';
/** File that a release changes. */
export const OVERLAY = 'overlays/web/kustomization.yaml';
export const NAMESPACE = '/api/v1/namespaces/ai-lounge';
export const overlay = (tag: string) => ({ [OVERLAY]: `${IMAGE}:${tag}@sha256:${'a'.repeat(64)}\n` });

/** "Renders" the one image that is written in the overlay; `broken` cannot be rendered. */
const renderer: Renderer = {
  describe: async () => 'fake',
  identity: async () => 'fake',
  render: async (_root, folder) => {
    const image = (await readFile(join(folder, 'kustomization.yaml'), 'utf8')).trim();
    if (image === 'broken') throw new LoungeError('RENDER_FAILED', { path: OVERLAY, problem: 'no such field' });
    return [
      {
        apiVersion: 'apps/v1',
        kind: 'Deployment',
        metadata: { name: 'web' },
        spec: { template: { spec: { initContainers: [{ image }], containers: [{ image }, { image: 'side:1' }] } } },
      },
    ];
  },
};
const registry = {
  url: '127.0.0.1:5000',
  inspect: async (repository: string, tag: string) =>
    repository === 'ai-lounge/web' && tag === 'v1'
      ? { digest: 'sha256:1', mediaType: 'm', manifests: [], configs: ['sha256:c'] }
      : undefined,
} as unknown as Registry;

/** Observes the head of the repository as a release of `web`, with real git and HTTP, a made-up kustomize and registry. */
export async function observing(
  api: FakeKubernetesApi,
  repository: TemporaryRepository,
  more: Partial<ReleaseHeader> = {},
  clock: Clock = systemClock,
) {
  const commit = await repository.git(['rev-parse', 'HEAD']);
  const header: ReleaseHeader = {
    ...sampleHeader,
    commit,
    image: IMAGE,
    tag: 'v1',
    digests: ['sha256:1'],
    logErrorPatterns: ['ERROR'],
    health: null,
    at0: new Date(clock.now()).toISOString(),
    ...more,
  };
  const git = createGitRepository({ root: repository.root, branch: 'main', clock });
  const observer = createLiveObserver({
    cluster: createKubernetesCluster({ engine: 'test', kubeconfig: api.kubeconfig, clock }),
    repository: git,
    renders: createRenders({ repository: git, renderer, scopeOf: (folder) => folder }),
    registry,
    clock,
    argocdNamespace: 'argocd',
    overlayFolder: () => 'overlays/web',
    overlayFile: () => OVERLAY,
  });
  const controller = new AbortController();
  const events: TimelineEvent[] = [];
  let wake = () => {};
  const done = observer.observe(header, { signal: controller.signal }, (event) => {
    events.push(event);
    wake();
  });
  const of = <Type extends TimelineEvent['type']>(type: Type) =>
    events.filter((event) => event.type === type) as Extract<TimelineEvent, { type: Type }>[];
  return {
    header,
    events,
    of,
    until: async (enough: () => boolean) => {
      const end = Date.now() + 20_000;
      while (!enough()) {
        if (Date.now() > end)
          throw new Error(
            `this is all that was seen: ${events.map((event) => JSON.stringify(event).slice(0, 100)).join('\n')}`,
          );
        const { promise, resolve } = Promise.withResolvers<void>();
        wake = resolve;
        const timer = setTimeout(resolve, 1000);
        await promise;
        clearTimeout(timer);
      }
    },
    [Symbol.asyncDispose]: async () => {
      controller.abort();
      await done;
    },
  };
}
