import { setTimeout as sleep } from 'node:timers/promises';
import { timed, type BenchOptions, type BenchRow } from '../bench-row.ts';
import type { Hand } from './side-by-side.ts';

const PATH = 'app-of-apps/overlays/hello/base/service.yaml';
/** Argo CD looks by itself only so often, jitter left out. */
const ARGO_POLL_MS = 120_000;

/** From the end of a push to the Application that names its commit, with the request of `ship` to look. */
export async function benchRevision({ lounge, cluster }: Hand, { short }: BenchOptions): Promise<readonly BenchRow[]> {
  const { world } = lounge;
  await world.git(['pull', '--quiet', '--rebase', 'origin', 'main']);
  const before = await world.read(PATH);
  const times: number[] = [];
  for (let round = 0; round < (short ? 10 : 40); round += 1) {
    const text = before.replace(/^metadata:\n/m, `metadata:\n  annotations: { bench: "${round}" }\n`);
    const commit = await world.commit({ [PATH]: text });
    await world.git(['push', '--quiet', 'origin', 'HEAD:main']);
    times.push(
      await timed(async () => {
        await cluster.annotate('Application', 'argocd', 'hello', { 'argocd.argoproj.io/refresh': 'normal' });
        for (;;) {
          const application = await cluster.get('Application', 'argocd', 'hello');
          const { sync } = (application?.['status'] ?? {}) as { sync?: { revision?: string } };
          if (sync?.revision === commit) return;
          await sleep(10);
        }
      }),
    );
  }
  const beside = { name: 'Argo CD polls every', value: ARGO_POLL_MS };
  return [
    {
      name: `push → revision seen by Argo CD, p95 of ${times.length}`,
      value: p95(times),
      unit: 'ms',
      limit: 2000,
      beside,
    },
  ];
}

function p95(values: readonly number[]): number {
  const sorted = values.toSorted((one, other) => one - other);
  return sorted[Math.ceil(sorted.length * 0.95) - 1] ?? Number.NaN;
}
