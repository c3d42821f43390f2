import { REGISTRY_PORT } from '../harness/cluster-under-test.ts';
import { job, PLACEHOLDER, service, web, type Manifest } from '../harness/manifests.ts';
import { pauseMs } from '../harness/release-world.ts';
import type { Scenario } from '../harness/scenario.ts';

const good = { verdict: 'PASS', by: 48_000, notBefore: 20_000 };
const changed = (change: (workload: Manifest) => void) => () => {
  const workload = web();
  change(workload);
  return [workload, service()];
};
const hook = (policy: string, env: Record<string, number>) => () => [
  web(),
  service(),
  job(
    'hook',
    { RUN_MS: 1000, ...env },
    { 'argocd.argoproj.io/hook': 'PreSync', 'argocd.argoproj.io/hook-delete-policy': policy },
  ),
];

/** Good and bad releases in other shapes than the usual one. */
export const variantScenarios: readonly Scenario[] = [
  { name: 'first-release', seconds: 42, baseline: () => [service()], expect: good },
  {
    name: 'recreate',
    extra: true,
    seconds: 45,
    baseline: changed((workload) => (workload.spec.strategy = { type: 'Recreate' })),
    release: changed((workload) => (workload.spec.strategy = { type: 'Recreate' })),
    expect: good,
  },
  {
    name: 'min-ready-seconds',
    extra: true,
    seconds: 50,
    release: changed((workload) => (workload.spec.minReadySeconds = 5)),
    expect: { ...good, notBefore: 27_000, by: 50_000 },
  },
  {
    name: 'scheduled-late',
    extra: true,
    seconds: 50,
    release: changed((workload) => (workload.spec.template.spec.nodeSelector = { 'lt-scheduled-late': 'yes' })),
    during: async (world) => {
      await pauseMs(8000);
      await world.kubectl(['label', 'node', '--all', 'lt-scheduled-late=yes']);
    },
    afterwards: async (world) => void (await world.kubectl(['label', 'node', '--all', 'lt-scheduled-late-'])),
    expect: { ...good, notBefore: 28_000, by: 50_000 },
  },
  { name: 'hook-deleted-after-success', extra: true, seconds: 45, release: hook('HookSucceeded', {}), expect: good },
  {
    name: 'hook-deleted-after-failure',
    extra: true,
    seconds: 20,
    release: hook('HookFailed', { EXIT_CODE: 1 }),
    expect: { verdict: 'FAIL', reason: 'JOB|SYNC_FAILED', by: 15_000 },
  },
  {
    name: 'object-pruned',
    extra: true,
    seconds: 45,
    baseline: () => [
      web(),
      service(),
      { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name: 'gone-soon' }, data: { a: 'b' } },
    ],
    expect: good,
  },
  {
    name: 'image-absent-of-second-container',
    extra: true,
    seconds: 40,
    release: changed((workload) => {
      const helper = { name: 'helper', image: `127.0.0.1:${REGISTRY_PORT}/nothing/here:v1` };
      workload.spec.template.spec.containers.push(helper);
    }),
    expect: { verdict: 'FAIL', reason: 'IMAGE_PULL', by: 35_000 },
  },
  {
    name: 'liveness-kills',
    extra: true,
    seconds: 45,
    release: changed((workload) => {
      const [container] = workload.spec.template.spec.containers;
      container.image = PLACEHOLDER;
      container.livenessProbe = { httpGet: { path: '/ready', port: 9999 }, periodSeconds: 2, failureThreshold: 2 };
    }),
    expect: { verdict: 'FAIL', reason: 'SOAK|CRASH_LOOP', by: 40_000 },
  },
];
