import { REGISTRY_PORT } from '../harness/cluster-under-test.ts';
import { cronJob, job, PLACEHOLDER, service, web, type Manifest, type WebOptions } from '../harness/manifests.ts';
import { pauseMs } from '../harness/release-world.ts';
import type { Scenario } from '../harness/scenario.ts';

const MINE = 'v202601011000';
const good = { verdict: 'PASS', by: 45_000, notBefore: 20_000 };
const before = () => [web(), service(), job('migrate-v202601010900', { RUN_MS: 200 })];
const migrating =
  (env: Record<string, number>, change: (object: Manifest) => void = () => {}) =>
  () => {
    const migration = job(`migrate-${MINE}`, { RUN_MS: 1500, ...env });
    change(migration);
    return [web(), service(), migration];
  };
const hooked = (hook: string, env: Record<string, number>) => () => [
  web(),
  service(),
  job(
    'hook',
    { RUN_MS: 1500, ...env },
    { 'argocd.argoproj.io/hook': hook, 'argocd.argoproj.io/hook-delete-policy': 'BeforeHookCreation' },
  ),
];

const migrations: readonly Scenario[] = [
  { name: 'job-completes', seconds: 42, baseline: before, release: migrating({}), expect: good },
  {
    name: 'job-runs-on',
    extra: true,
    seconds: 35,
    baseline: before,
    release: migrating({ RUN_MS: 90_000 }),
    expect: { verdict: 'PROGRESSING', never: 'UNVERIFIED' },
  },
  {
    name: 'job-fails',
    seconds: 20,
    baseline: before,
    release: migrating({ RUN_MS: 6000, EXIT_CODE: 1 }),
    expect: { verdict: 'FAIL', reason: 'JOB', by: 16_000 },
  },
  {
    name: 'job-tries-twice',
    extra: true,
    seconds: 55,
    baseline: before,
    release: migrating({}, (migration) => {
      const { spec } = migration.spec.template;
      migration.spec.backoffLimit = 2;
      spec.containers[0].env.push({ name: 'FAIL_ONCE', value: `/state/${Date.now()}` });
      spec.containers[0].volumeMounts = [{ name: 'state', mountPath: '/state' }];
      spec.volumes = [{ name: 'state', hostPath: { path: '/var/tmp/lounge-cluster-test', type: 'DirectoryOrCreate' } }];
    }),
    expect: { ...good, by: 55_000 },
  },
  {
    name: 'job-suspended',
    extra: true,
    seconds: 30,
    baseline: before,
    release: migrating({}, (migration) => (migration.spec.suspend = true)),
    expect: { verdict: 'PROGRESSING' },
  },
  {
    name: 'job-resumed-completes',
    extra: true,
    seconds: 50,
    application: (application) => {
      application.spec.ignoreDifferences = [{ group: 'batch', kind: 'Job', jsonPointers: ['/spec/suspend'] }];
    },
    baseline: before,
    release: migrating({ RUN_MS: 5000 }, (migration) => (migration.spec.suspend = true)),
    during: async (world) => {
      await pauseMs(6000);
      await world.here('patch', 'job', `migrate-${MINE}`, '--type=merge', '-p', '{"spec":{"suspend":false}}');
    },
    expect: { verdict: 'PASS', by: 50_000, notBefore: 31_000 },
  },
  {
    name: 'job-resumed-fails',
    seconds: 30,
    application: (application) => {
      application.spec.ignoreDifferences = [{ group: 'batch', kind: 'Job', jsonPointers: ['/spec/suspend'] }];
    },
    baseline: before,
    release: migrating({ RUN_MS: 8000, EXIT_CODE: 1 }, (migration) => (migration.spec.suspend = true)),
    during: async (world) => {
      await pauseMs(6000);
      await world.here('patch', 'job', `migrate-${MINE}`, '--type=merge', '-p', '{"spec":{"suspend":false}}');
    },
    expect: { verdict: 'FAIL', reason: 'JOB', by: 25_000 },
  },
  {
    name: 'job-image-absent',
    extra: true,
    seconds: 40,
    baseline: before,
    release: migrating({}, (migration) => {
      migration.spec.template.spec.containers[0].image = `127.0.0.1:${REGISTRY_PORT}/job-image-absent/web:no`;
    }),
    expect: { verdict: 'FAIL', reason: 'IMAGE_PULL|JOB', by: 32_000 },
  },
  { name: 'presync-completes', extra: true, seconds: 45, release: hooked('PreSync', {}), expect: good },
  {
    name: 'presync-fails',
    seconds: 20,
    release: hooked('PreSync', { EXIT_CODE: 1 }),
    expect: { verdict: 'FAIL', reason: 'JOB|SYNC_FAILED', by: 15_000 },
  },
  { name: 'postsync-completes', seconds: 48, release: hooked('PostSync', {}), expect: good },
  {
    name: 'postsync-fails',
    seconds: 25,
    release: hooked('PostSync', { EXIT_CODE: 1 }),
    expect: { verdict: 'FAIL', reason: 'JOB|SYNC_FAILED', by: 20_000 },
  },
  {
    name: 'presync-image-absent',
    extra: true,
    seconds: 40,
    release: () => {
      const objects = hooked('PreSync', {})();
      objects[2].spec.template.spec.containers[0].image = `127.0.0.1:${REGISTRY_PORT}/presync-image-absent/web:no`;
      return objects;
    },
    expect: { verdict: 'FAIL', reason: 'IMAGE_PULL|JOB', by: 32_000 },
  },
];

const sets =
  (change: (workload: Manifest) => void, options: WebOptions = {}) =>
  () => {
    const workload = web({ kind: 'StatefulSet', ...options });
    change(workload);
    return [workload, service()];
  };
const set = (name: string, more: Partial<Scenario> & Pick<Scenario, 'expect'>, options: WebOptions = {}): Scenario => ({
  name,
  seconds: 50,
  baseline: sets(() => {}, options),
  release: sets(() => {}, options),
  ...more,
  header: { workload: { kind: 'StatefulSet', name: 'web' }, replicas: options.replicas ?? 1, ...more.header },
});

const statefulSets: readonly Scenario[] = [
  set('stateful-rolling', { expect: { ...good, by: 50_000 } }, { replicas: 2 }),
  set('stateful-on-delete', {
    seconds: 25,
    baseline: sets((workload) => (workload.spec.updateStrategy = { type: 'OnDelete' })),
    release: sets((workload) => (workload.spec.updateStrategy = { type: 'OnDelete' })),
    expect: { verdict: 'FAIL', reason: 'WRONG_IMAGE', by: 20_000 },
  }),
  set('stateful-on-delete-deleted', {
    extra: true,
    baseline: sets((workload) => (workload.spec.updateStrategy = { type: 'OnDelete' })),
    release: sets((workload) => (workload.spec.updateStrategy = { type: 'OnDelete' })),
    during: async (world) => {
      await pauseMs(3000);
      await world.here('delete', 'pod', 'web-0', '--wait=false');
    },
    expect: { ...good, by: 50_000 },
  }),
  set(
    'stateful-partition',
    {
      seconds: 30,
      release: sets((workload) => (workload.spec.updateStrategy = { rollingUpdate: { partition: 1 } }), {
        replicas: 2,
      }),
      expect: { verdict: 'FAIL', reason: 'WRONG_IMAGE', by: 28_000 },
    },
    { replicas: 2 },
  ),
  set(
    'stateful-partition-declared',
    {
      extra: true,
      header: { declares: ['old-pods'] },
      release: sets((workload) => (workload.spec.updateStrategy = { rollingUpdate: { partition: 1 } }), {
        replicas: 2,
      }),
      expect: { ...good, by: 50_000 },
    },
    { replicas: 2 },
  ),
  set('stateful-crash', {
    extra: true,
    seconds: 45,
    release: sets(() => {}, { env: { EXIT_AFTER_MS: 200 } }),
    expect: { verdict: 'FAIL', reason: 'CRASH_LOOP', by: 40_000 },
  }),
  set('stateful-immutable', {
    seconds: 15,
    release: sets((workload) => (workload.spec.serviceName = 'other')),
    expect: { verdict: 'FAIL', reason: 'SYNC_FAILED', by: 10_000 },
  }),
];

const cron = { workload: { kind: 'CronJob', name: 'tick' }, health: null } as const;
/** Waits for the second of the minute: a CronJob runs at the full minute. */
const atSecond = async (wanted: number) => await pauseMs((60_000 + wanted * 1000 - (Date.now() % 60_000)) % 60_000);
const runsOf = (name: string, env: Record<string, number>, expect: Scenario['expect']): Scenario => ({
  name,
  seconds: 60,
  header: cron,
  baseline: () => [cronJob()],
  release: () => [cronJob(false, env)],
  push: async (world, commit) => {
    await atSecond(47);
    await world.git.git(['push', '--quiet', 'origin', `${commit}:main`]);
    await world.refresh();
  },
  expect,
});
const cronJobs: readonly Scenario[] = [
  runsOf('cron-job-run-completes', { RUN_MS: 1500 }, { verdict: 'PASS', by: 50_000, notBefore: 20_000 }),
  runsOf('cron-job-run-fails', { RUN_MS: 500, EXIT_CODE: 1 }, { verdict: 'FAIL', reason: 'JOB', by: 35_000 }),
  {
    name: 'cron-job',
    seconds: 45,
    header: cron,
    baseline: () => [cronJob()],
    release: () => [cronJob()],
    expect: { verdict: 'PASS', by: 45_000, notBefore: 20_000 },
  },
  {
    name: 'cron-job-suspended',
    seconds: 14,
    header: cron,
    baseline: () => [cronJob()],
    release: () => [cronJob(true)],
    expect: { verdict: 'UNVERIFIED', by: 20_000 },
  },
  {
    name: 'cron-job-suspended-declared',
    extra: true,
    seconds: 45,
    header: { ...cron, declares: ['suspended'] },
    baseline: () => [cronJob(true)],
    release: () => [cronJob(true)],
    expect: { verdict: 'PASS', by: 45_000 },
  },
  {
    name: 'cron-job-beside',
    extra: true,
    seconds: 42,
    baseline: () => [web(), service(), cronJob()],
    release: () => [web(), service(), cronJob()],
    expect: good,
  },
  {
    name: 'job-alone',
    seconds: 40,
    header: { workload: { kind: 'Job', name: `task-${MINE}` }, health: null },
    baseline: () => [job('task-v202601010900', { RUN_MS: 200 })],
    release: () => [{ ...job(`task-${MINE}`, { RUN_MS: 2000 }) }],
    expect: { verdict: 'PASS', by: 40_000 },
  },
  {
    name: 'second-workload-crashes',
    seconds: 40,
    release: () => {
      const worker = web({ env: { EXIT_AFTER_MS: 300 } });
      worker.metadata.name = 'worker';
      worker.spec.selector.matchLabels.app = 'worker';
      worker.spec.template.metadata.labels.app = 'worker';
      worker.spec.template.spec.containers[0].image = PLACEHOLDER;
      return [web(), service(), worker];
    },
    expect: { verdict: 'FAIL', reason: 'CRASH_LOOP', by: 35_000 },
  },
];

/** Rule J1 and the kinds of workload besides Deployments. */
export const jobScenarios: readonly Scenario[] = [...migrations, ...statefulSets, ...cronJobs];
