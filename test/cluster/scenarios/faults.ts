import { continueProcess, killProcess, stopProcess } from '../harness/cluster-processes.ts';
import { forgetCache } from '../harness/forget-cache.ts';
import { pauseMs, type ReleaseWorld } from '../harness/release-world.ts';
import type { Scenario } from '../harness/scenario.ts';

const SOAK_SECONDS = 10;
const good = { verdict: 'PASS', by: 60_000, notBefore: 10_000 };

/** Stops a process of the cluster after some seconds, for some seconds. */
const stopped =
  (process: string, afterMs: number, forMs: number) =>
  async (world: ReleaseWorld): Promise<void> => {
    await pauseMs(afterMs);
    await stopProcess(world.suite.cluster, process);
    await pauseMs(forMs);
    await continueProcess(world.suite.cluster, process);
  };
const killed =
  (process: string, afterMs: number, forMs: number) =>
  async (world: ReleaseWorld): Promise<void> => {
    await pauseMs(afterMs);
    const startAgain = await killProcess(world.suite.cluster, process);
    await pauseMs(forMs);
    await startAgain();
  };
const going = (process: string) => async (world: ReleaseWorld) => await continueProcess(world.suite.cluster, process);
const withoutProcess = (process: string) => async (world: ReleaseWorld, commit: string) => {
  await world.settled(commit);
  await stopProcess(world.suite.cluster, process);
};

const processes: readonly Scenario[] = [
  {
    name: 'api-server-stopped',
    seconds: 60,
    during: stopped('kube-apiserver', 5000, 8000),
    afterwards: going('kube-apiserver'),
    expect: { ...good, notBefore: 22_000 },
  },
  {
    name: 'api-server-killed',
    seconds: 70,
    during: killed('kube-apiserver', 5000, 3000),
    expect: { ...good, by: 70_000, notBefore: 18_000 },
  },
  {
    name: 'api-server-killed-crash-in-soak',
    seconds: 60,
    extra: true,
    header: { soakSeconds: 20 },
    behaves: { EXIT_AFTER_MS: 12_000 },
    during: killed('kube-apiserver', 8000, 8000),
    expect: { verdict: 'FAIL', reason: 'SOAK|CRASH_LOOP', by: 60_000 },
  },
  {
    name: 'argocd-controller-stopped',
    seconds: 14,
    afterBaseline: withoutProcess('argocd-application-controller'),
    afterwards: going('argocd-application-controller'),
    expect: { verdict: 'UNVERIFIED', reason: 'ARGOCD_NOT_ANSWERING', by: 13_000 },
  },
  {
    name: 'argocd-controller-killed',
    seconds: 60,
    during: async (world) => {
      await killed('argocd-application-controller', 1000, 3000)(world);
      // A controller that starts goes on with an operation only when it next looks at the Application: after minutes, or when asked.
      await pauseMs(3000);
      await world.refresh();
    },
    expect: good,
  },
  {
    name: 'argocd-repo-server-stopped',
    seconds: 50,
    afterBaseline: withoutProcess('argocd-repo-server'),
    during: async (world) => {
      await pauseMs(8000);
      await continueProcess(world.suite.cluster, 'argocd-repo-server');
    },
    afterwards: going('argocd-repo-server'),
    expect: { ...good, by: 50_000, notBefore: 18_000 },
  },
  {
    name: 'redis-wiped',
    seconds: 60,
    during: async () => {
      for (const afterMs of [300, 2000, 8000]) {
        await pauseMs(afterMs);
        await forgetCache();
      }
    },
    expect: good,
  },
  {
    name: 'redis-stopped',
    seconds: 60,
    extra: true,
    during: stopped('redis', 100, 6000),
    afterwards: going('redis'),
    expect: good,
  },
  {
    name: 'kubelet-stopped',
    seconds: 22,
    header: { deadlineSeconds: 20 },
    afterBaseline: withoutProcess('kubelet'),
    afterwards: going('kubelet'),
    expect: { verdict: 'FAIL', reason: 'DEADLINE', by: 21_000, notBefore: 20_000 },
  },
  {
    name: 'kubelet-stopped-in-soak',
    seconds: 70,
    extra: true,
    header: { soakSeconds: 20 },
    during: stopped('kubelet', 10_000, 15_000),
    afterwards: going('kubelet'),
    expect: { verdict: 'PASS' },
  },
];

const registry: readonly Scenario[] = [
  {
    name: 'registry-away-for-a-moment',
    seconds: 60,
    image: async (world) => {
      const image = await world.pushImage('v202601011000');
      await world.suite.stopRegistry();
      return image;
    },
    during: async (world) => {
      await pauseMs(5000);
      await world.suite.startRegistry();
    },
    afterwards: (world) => world.suite.startRegistry(),
    expect: good,
  },
  {
    name: 'registry-away',
    seconds: 35,
    image: async (world) => {
      const image = await world.pushImage('v202601011000');
      await world.suite.stopRegistry();
      return image;
    },
    afterwards: (world) => world.suite.startRegistry(),
    expect: { verdict: 'FAIL', reason: 'IMAGE_PULL', by: 32_000 },
  },
];

/** A part of the cluster is taken away: each runs alone. */
export const faultScenarios: readonly Scenario[] = [...processes, ...registry].map((scenario) => ({
  ...scenario,
  alone: true,
  header: { soakSeconds: SOAK_SECONDS, ...scenario.header },
}));
