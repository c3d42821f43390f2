import { median, type BenchOptions, type BenchRow } from '../bench-row.ts';
import { readyAndAnswered, shipRun, stepRows, type ShipRun } from '../ship-run.ts';
import { releaseByHand, type Hand, type HandRun } from './side-by-side.ts';

/** Ships beside the same steps by hand, turn by turn; a small change each, soak 0, no rehearsal, the same builder. */
export async function benchRelease(hand: Hand, { short }: BenchOptions): Promise<readonly BenchRow[]> {
  const { world } = hand.lounge;
  await shipRun(world, 'hello', 'PASS VERIFIED', hand.environment);
  const [ships, hands]: [ShipRun[], HandRun[]] = [[], []];
  for (let round = 1; round <= (short ? 5 : 9); round += 1) {
    // What an earlier run built as well would come from docker's cache.
    await world.commit({ 'apps/hello/round.txt': `ship ${Date.now()}\n` });
    ships.push(await shipRun(world, 'hello', 'PASS VERIFIED', hand.environment));
    if (hand.missing !== undefined) continue;
    await world.git(['pull', '--quiet', '--rebase', 'origin', 'main']);
    await world.commit({ 'apps/hello/round.txt': `hand ${Date.now()}\n` });
    hands.push(await releaseByHand(hand, `v20240101${String(round).padStart(4, '0')}`));
  }
  const of = (value: (run: ShipRun) => number) => median(ships.map((run) => value(run)));
  const byHand = (name: string, value: (run: HandRun) => number) =>
    hands.length === 0
      ? { skipped: `by hand: no ${hand.missing} here` }
      : { beside: { name, value: median(hands.map((run) => value(run))) } };
  const total = byHand('docker, git, kubectl, argocd by hand', (run) => run.total);
  return [
    {
      name: 'ship, warm, soak 0',
      value: of((run) => run.total),
      unit: 'ms',
      ...total,
      ...(total.beside === undefined ? {} : { limit: Math.round(total.beside.value * 1.15) }),
    },
    {
      name: '  before the push',
      value: of((run) => run.beforePush),
      unit: 'ms',
      ...byHand('by hand', (run) => run.beforePush),
    },
    {
      name: '  from the push to the last ready pod',
      value: of(({ timeline }) => readyAndAnswered(timeline).readyAt),
      unit: 'ms',
      ...byHand('by hand', (run) => run.ready),
    },
    ...stepRows(ships),
    {
      name: 'PASS after the last ready pod',
      value: of(({ toldAt, timeline }) => toldAt - readyAndAnswered(timeline).readyAt),
      unit: 'ms',
      limit: 1000,
      ...byHand('argocd app wait, kubectl rollout status', (run) => run.afterReady),
    },
    {
      name: 'verdict told after it was due',
      value: of(({ toldAt, release }) => toldAt - (release.verdict?.at ?? 0)),
      unit: 'ms',
      limit: 300,
    },
  ];
}
