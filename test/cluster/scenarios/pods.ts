import { REGISTRY_PORT } from '../harness/cluster-under-test.ts';
import { containerOf, environment, PLACEHOLDER, service, web, type Manifest } from '../harness/manifests.ts';
import { pauseMs } from '../harness/release-world.ts';
import type { Scenario } from '../harness/scenario.ts';

const MINE = 'v202601011000';
const changed = (change: (workload: Manifest) => void) => () => {
  const workload = web();
  change(workload);
  return [workload, service()];
};
const behaving = (env: Record<string, string | number>) => () => [web({ env }), service()];
const good = { verdict: 'PASS', by: 45_000, notBefore: 20_000 };

const starting: readonly Scenario[] = [
  { name: 'good', seconds: 45, expect: good },
  {
    name: 'image-absent',
    seconds: 40,
    image: (world) => world.pushImage(MINE, { unpushed: true }),
    expect: { verdict: 'FAIL', reason: 'IMAGE_PULL', by: 20_000 },
  },
  {
    name: 'image-comes-late',
    seconds: 60,
    image: (world) => world.pushImage(MINE, { unpushed: true }),
    during: async (world) => {
      // After the first try, before the node can try again.
      await world.until('events', '{.items[*].message}', /Failed to pull image/);
      await pauseMs(2000);
      await world.pushImage(MINE);
    },
    expect: { verdict: 'PASS', by: 60_000, notBefore: 25_000 },
  },
  {
    name: 'platform-manifest',
    seconds: 45,
    image: (world) => world.pushImage(MINE, { architecture: 'arm64' }),
    expect: { verdict: 'FAIL', reason: 'PLATFORM', by: 40_000 },
  },
  {
    name: 'platform-index',
    seconds: 40,
    image: (world) => world.pushImage(MINE, { index: 'foreign' }),
    expect: { verdict: 'FAIL', reason: 'PLATFORM', by: 32_000 },
  },
  {
    name: 'config-missing',
    seconds: 20,
    release: changed((workload) => {
      const valueFrom = { configMapKeyRef: { name: 'absent', key: 'key' } };
      containerOf(workload).env.push({ name: 'KEY', valueFrom });
    }),
    expect: { verdict: 'FAIL', reason: 'CONFIG', by: 10_000 },
  },
  {
    name: 'run-container',
    seconds: 35,
    release: changed((workload) => (containerOf(workload).command = ['/absent'])),
    expect: { verdict: 'FAIL', reason: 'RUN_CONTAINER', by: 30_000 },
  },
  {
    name: 'image-name-invalid',
    seconds: 30,
    release: changed((workload) => {
      workload.spec.template.spec.containers.push({ name: 'helper', image: `127.0.0.1:${REGISTRY_PORT}/NOT/lower:v1` });
    }),
    expect: { verdict: 'FAIL', reason: 'IMAGE_PULL', by: 25_000 },
  },
  {
    name: 'image-never-pulled',
    seconds: 30,
    release: changed((workload) => {
      const helper = { name: 'helper', image: `127.0.0.1:${REGISTRY_PORT}/not/there:v1`, imagePullPolicy: 'Never' };
      workload.spec.template.spec.containers.push(helper);
    }),
    expect: { verdict: 'FAIL', reason: 'IMAGE_PULL', by: 25_000 },
  },
  {
    name: 'volume-missing',
    seconds: 22,
    header: { deadlineSeconds: 20 },
    release: changed((workload) => {
      workload.spec.template.spec.volumes = [{ name: 'secret', secret: { secretName: 'absent' } }];
      containerOf(workload).volumeMounts = [{ name: 'secret', mountPath: '/secret' }];
    }),
    expect: { verdict: 'FAIL', reason: 'DEADLINE', by: 21_000, notBefore: 20_000 },
  },
  {
    name: 'unschedulable',
    seconds: 32,
    header: { deadlineSeconds: 25 },
    release: changed((workload) => (workload.spec.template.spec.nodeSelector = { nowhere: 'yes' })),
    expect: { verdict: 'FAIL', reason: 'UNSCHEDULABLE', by: 26_000, notBefore: 25_000 },
  },
];

const crashing: readonly Scenario[] = [
  {
    name: 'crash-at-once',
    seconds: 40,
    release: behaving({ EXIT_AFTER_MS: 300 }),
    expect: { verdict: 'FAIL', reason: 'CRASH_LOOP', by: 30_000 },
  },
  {
    name: 'crash-once',
    extra: true,
    seconds: 45,
    release: changed((workload) => {
      containerOf(workload).env = environment({ FAIL_ONCE: '/state/failed' });
      containerOf(workload).volumeMounts = [{ name: 'state', mountPath: '/state' }];
      workload.spec.template.spec.volumes = [{ name: 'state', emptyDir: {} }];
    }),
    expect: good,
  },
  {
    name: 'crash-in-soak',
    seconds: 30,
    release: behaving({ EXIT_AFTER_MS: 12_000 }),
    expect: { verdict: 'FAIL', reason: 'SOAK', by: 25_000 },
  },
  {
    name: 'out-of-memory',
    seconds: 45,
    release: changed((workload) => {
      containerOf(workload).env = environment({ EAT_AFTER_MS: 300 });
      containerOf(workload).resources = { limits: { memory: '40Mi' } };
    }),
    expect: { verdict: 'FAIL', reason: 'CRASH_LOOP', by: 40_000 },
  },
  {
    name: 'init-crash',
    seconds: 40,
    release: changed((workload) => {
      const env = environment({ MODE: 'job', RUN_MS: 200, EXIT_CODE: 3 });
      workload.spec.template.spec.initContainers = [{ name: 'prepare', image: PLACEHOLDER, env }];
    }),
    expect: { verdict: 'FAIL', reason: 'INIT_CRASH', by: 35_000 },
  },
  {
    name: 'init-slow',
    extra: true,
    seconds: 42,
    release: changed((workload) => {
      const env = environment({ MODE: 'job', RUN_MS: 4000 });
      workload.spec.template.spec.initContainers = [{ name: 'prepare', image: PLACEHOLDER, env }];
    }),
    expect: good,
  },
  {
    name: 'second-container-crash',
    extra: true,
    seconds: 40,
    release: changed((workload) => {
      const env = environment({ MODE: 'job', RUN_MS: 200, EXIT_CODE: 3 });
      workload.spec.template.spec.containers.push({ name: 'helper', image: PLACEHOLDER, env });
    }),
    expect: { verdict: 'FAIL', reason: 'CRASH_LOOP', by: 35_000 },
  },
  {
    name: 'sidecar-crash',
    seconds: 40,
    release: changed((workload) => {
      const env = environment({ MODE: 'job', RUN_MS: 200, EXIT_CODE: 3 });
      const sidecar = { name: 'sidecar', image: PLACEHOLDER, env, restartPolicy: 'Always' };
      workload.spec.template.spec.initContainers = [sidecar];
    }),
    expect: { verdict: 'FAIL', reason: 'INIT_CRASH|CRASH_LOOP', by: 35_000 },
  },
  {
    name: 'two-containers',
    extra: true,
    seconds: 40,
    release: changed((workload) => {
      workload.spec.template.spec.containers.push({ name: 'b', image: PLACEHOLDER, env: environment({ PORT: 9000 }) });
    }),
    expect: good,
  },
];

const leaving: readonly Scenario[] = [
  {
    name: 'old-pod-stays',
    seconds: 15,
    baseline: () => {
      const workload = web({ env: { IGNORE_TERM: 1 } });
      workload.spec.template.spec.terminationGracePeriodSeconds = 90;
      return [workload, service()];
    },
    expect: { verdict: 'PROGRESSING', reason: 'OLD_PODS' },
  },
  {
    name: 'old-pod-slow',
    seconds: 48,
    baseline: () => {
      const workload = web({ env: { IGNORE_TERM: 1 } });
      workload.spec.template.spec.terminationGracePeriodSeconds = 10;
      return [workload, service()];
    },
    expect: { ...good, notBefore: 31_000, by: 48_000 },
  },
  {
    name: 'old-failed-pod',
    extra: true,
    seconds: 40,
    afterBaseline: async (world, commit) => {
      await world.settled(commit);
      const pod = (await world.here('get', 'pod', '-o', 'name')).trim();
      await world.here('patch', pod, '--type=merge', '-p', '{"spec":{"activeDeadlineSeconds":1}}');
      await world.until(pod, '{.status.phase}', /Failed/);
      await world.until('deployment/web', '{.status.availableReplicas}', /1/);
    },
    expect: good,
  },
  {
    name: 'killed-in-soak',
    seconds: 26,
    during: async (world) => {
      await new Promise((resolve) => setTimeout(resolve, 14_000));
      await world.here('delete', 'pod', '--all', '--wait=false');
    },
    expect: { verdict: 'FAIL', reason: 'SOAK', by: 20_000 },
  },
  {
    name: 'unready-in-soak',
    seconds: 32,
    release: behaving({ UNREADY_FROM_MS: 9000, UNREADY_FOR_MS: 4000 }),
    expect: { verdict: 'FAIL', reason: 'SOAK', by: 22_000 },
  },
  {
    name: 'failed-in-soak',
    extra: true,
    seconds: 26,
    during: async (world) => {
      await new Promise((resolve) => setTimeout(resolve, 12_000));
      const pod = (await world.here('get', 'pod', '-o', 'name')).trim();
      await world.here('patch', pod, '--type=merge', '-p', '{"spec":{"activeDeadlineSeconds":1}}');
    },
    expect: { verdict: 'FAIL', reason: 'SOAK', by: 20_000 },
  },
];

/** Rules P1 to P4 and the soak: what happens to the pods. */
export const podScenarios: readonly Scenario[] = [...starting, ...crashing, ...leaving];
