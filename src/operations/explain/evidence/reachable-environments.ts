import type { Lounge } from '../../context.ts';

/** The environments whose engine can be looked at without starting anything, and whether one had to be left out. */
export async function reachableEnvironments(
  lounge: Lounge,
): Promise<{ readonly reachable: readonly string[]; readonly isLocalDown: boolean }> {
  const { environments, engines } = lounge.config;
  const isRunning = (await lounge.localEngine.status()).state === 'running';
  const names = Object.keys(environments);
  const reachable = names.filter(
    (name) => isRunning || engines[environments[name]?.engine ?? '']?.kind === 'kubernetes',
  );
  return { reachable, isLocalDown: reachable.length < names.length };
}
