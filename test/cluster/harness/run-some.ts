import type { Scenario } from './scenario.ts';

/** Runs so many at once; those that need the cluster for themselves come last, one by one. */
export async function runSome(
  scenarios: readonly Scenario[],
  atOnce: number,
  run: (scenario: Scenario) => Promise<void>,
): Promise<void> {
  const waiting = scenarios.filter(({ alone }) => alone !== true);
  const work = async () => {
    for (let next = waiting.shift(); next !== undefined; next = waiting.shift()) await run(next);
  };
  await Promise.all(Array.from({ length: atOnce }, work));
  for (const scenario of scenarios.filter(({ alone }) => alone === true)) await run(scenario);
}
