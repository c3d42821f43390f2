import { steadyClock } from '../../../src/platform/clock.ts';
import { continueProcess, killProcess, stopProcess } from '../harness/cluster-processes.ts';
import { forgetIdentity, ownIdentity, renewIdentity } from '../harness/observer-identity.ts';
import { pauseMs, type ReleaseWorld } from '../harness/release-world.ts';
import type { Scenario } from '../harness/scenario.ts';

const JUMP_MS = 90_000;
const CONTROLLER = 'argocd-application-controller';
const dateNow = Date.now;

/** The clock of this machine is set, while a release is observed. */
const clockSet = (ms: number, afterMs: number) => async () => {
  await pauseMs(afterMs);
  Date.now = () => dateNow() + ms;
};

/** Things that change under a release whose observer goes on: each concerns the whole process or the whole cluster. */
const changes: readonly Scenario[] = [
  {
    name: 'clock-set-ahead-crash-in-soak',
    seconds: 60,
    behaves: { EXIT_AFTER_MS: 14_000 },
    during: clockSet(JUMP_MS, 8000),
    expect: { verdict: 'FAIL', reason: 'SOAK|CRASH_LOOP', by: 40_000 },
  },
  {
    name: 'clock-set-ahead-while-it-starts',
    seconds: 60,
    header: { deadlineSeconds: 60, soakSeconds: 10 },
    behaves: { READY_AFTER_MS: 9000 },
    during: clockSet(JUMP_MS, 4000),
    expect: { verdict: 'PASS', by: 60_000, notBefore: 19_000 },
  },
  {
    name: 'clock-set-back-in-soak',
    seconds: 60,
    header: { soakSeconds: 10 },
    during: clockSet(-JUMP_MS, 6000),
    expect: { verdict: 'PASS', by: 40_000, notBefore: 10_000 },
  },
  {
    name: 'token-revoked-and-renewed',
    seconds: 80,
    header: { soakSeconds: 10 },
    prepare: ownIdentity,
    during: async (world) => {
      await pauseMs(3000);
      await world.here('delete', 'serviceaccount', 'observer');
      await pauseMs(15_000);
      await renewIdentity(world);
    },
    afterwards: forgetIdentity,
    expect: { verdict: 'PASS', by: 80_000, notBefore: 28_000 },
  },
  {
    name: 'argocd-controller-stopped-while-it-crashes',
    seconds: 50,
    behaves: { EXIT_AFTER_MS: 9000 },
    during: async (world) => {
      await synced(world);
      await stopProcess(world.suite.cluster, CONTROLLER);
    },
    afterwards: async ({ suite }) => await continueProcess(suite.cluster, CONTROLLER),
    expect: { verdict: 'FAIL', reason: 'SOAK|CRASH_LOOP', by: 45_000 },
  },
  {
    // Nobody asks: the controller goes on with the operation when it next looks at the Application by itself.
    name: 'argocd-controller-killed-nobody-asks',
    seconds: 230,
    extra: true,
    header: { soakSeconds: 10 },
    during: async ({ suite }) => {
      await pauseMs(1000);
      const startAgain = await killProcess(suite.cluster, CONTROLLER);
      await pauseMs(3000);
      await startAgain();
    },
    expect: { verdict: 'PASS' },
  },
];

/** Until Argo CD has brought the commit that was pushed. */
async function synced(world: ReleaseWorld): Promise<void> {
  const wanted = await world.git.git(['rev-parse', 'refs/remotes/origin/main']);
  const path = 'jsonpath={.status.sync.status} {.status.sync.revision} {.status.operationState.phase}';
  const read = async () => await world.kubectl(['-n', 'argocd', 'get', 'application', world.name, '-o', path]);
  for (const end = steadyClock.now() + 30_000; (await read()) !== `Synced ${wanted} Succeeded`; await pauseMs(100))
    if (steadyClock.now() > end) throw new Error('Argo CD never brought it');
}

export const changeScenarios: readonly Scenario[] = changes.map((scenario) => ({
  ...scenario,
  alone: true,
  afterwards: async (world) => {
    Date.now = dateNow;
    await scenario.afterwards?.(world);
  },
}));
