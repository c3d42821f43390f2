import { setTimeout as sleep } from 'node:timers/promises';
import { createKubernetesCluster } from '../src/drivers/cluster/kubernetes/create-kubernetes-cluster.ts';
import { SETTLE_MS } from '../src/engine/verdict/soak-tracker.ts';
import { systemClock } from '../src/platform/clock.ts';
import type { JourneyWorld } from '../test/journey-world.ts';
import { median, timed, type BenchOptions, type BenchRow } from './bench-row.ts';
import { readyAndAnswered, shipRun, stepRows, type ShipRun } from './ship-run.ts';

/** Argo CD looks by itself only so often, jitter left out. */
const ARGO_POLL_MS = 120_000;

/** Ships of a service that is there already, soak 0, without a rehearsal; then with one. */
export async function benchRelease(world: JourneyWorld, { short }: BenchOptions): Promise<readonly BenchRow[]> {
  await world.ship('hello');
  const runs: ShipRun[] = [];
  for (let round = 0; round < (short ? 2 : 5); round += 1) {
    await world.commit({ 'apps/hello/round.txt': `${round}\n` });
    runs.push(await shipRun(world, 'hello', 'PASS VERIFIED'));
  }
  const of = (value: (run: ShipRun) => number) => median(runs.map((run) => value(run)));
  return [
    { name: 'ship, warm, soak 0', value: of((run) => run.total), unit: 'ms', limit: 10_000 },
    { name: 'of which our own: all but build, push, start, probes', value: of(overhead), unit: 'ms', limit: 1500 },
    ...stepRows(runs),
    {
      name: 'PASS after the last ready pod',
      value: of(({ toldAt, timeline }) => toldAt - readyAndAnswered(timeline).readyAt),
      unit: 'ms',
      limit: 1000,
    },
    {
      name: 'verdict told after it was due',
      value: of(({ toldAt, release }) => toldAt - (release.verdict?.at ?? 0)),
      unit: 'ms',
      limit: 300,
    },
  ];
}

/** The steps that wait for nobody, and what verify adds after the pod was ready, had held for the shortest soak (which is proof) and had answered. */
function overhead({ total, steps, timeline, toldAt }: ShipRun): number {
  const { readyAt, answeredAt } = readyAndAnswered(timeline);
  const afterwards = toldAt - Math.max(readyAt + SETTLE_MS, answeredAt);
  return total - (steps['build'] ?? 0) - (steps['push'] ?? 0) - (steps['verify'] ?? 0) + afterwards;
}

/** From the end of a push by hand to Synced at its commit. */
export async function benchSync(world: JourneyWorld, { short }: BenchOptions): Promise<readonly BenchRow[]> {
  const { kubeconfig } = await world.sandbox();
  const cluster = createKubernetesCluster({ engine: 'sandbox', kubeconfig, clock: systemClock });
  const path = 'app-of-apps/overlays/hello/base/service.yaml';
  const before = await world.read(path);
  const times: number[] = [];
  for (let round = 0; round < (short ? 2 : 5); round += 1) {
    const text = before.replace(/^metadata:\n/m, `metadata:\n  annotations: { bench: "${round}" }\n`);
    const commit = await world.commit({ [path]: text });
    await world.git(['push', '--quiet', 'origin', 'HEAD:main']);
    times.push(
      await timed(async () => {
        for (;;) {
          const application = await cluster.get('Application', 'argocd', 'hello');
          const { sync } = (application?.['status'] ?? {}) as { sync?: { status?: string; revision?: string } };
          if (sync?.revision === commit && sync.status === 'Synced') return;
          await sleep(5);
        }
      }),
    );
  }
  const beside = { name: 'Argo CD polls every', value: ARGO_POLL_MS };
  return [{ name: 'push → synced in the sandbox', value: median(times), unit: 'ms', limit: 500, beside }];
}
