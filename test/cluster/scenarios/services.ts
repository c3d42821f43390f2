import { containerOf, environment, service, web, type Manifest } from '../harness/manifests.ts';
import { pauseMs } from '../harness/release-world.ts';
import type { Scenario } from '../harness/scenario.ts';

const behaving = (env: Record<string, string | number>) => () => [web({ env }), service()];
const routed = (change: (object: Manifest) => void) => () => {
  const object = service();
  change(object);
  return [web(), object];
};

/** Rules S1, E1 and L1: what the service answers and writes. */
export const serviceScenarios: readonly Scenario[] = [
  {
    name: 'health-500',
    seconds: 20,
    release: behaving({ HEALTH_STATUS: 500 }),
    expect: { verdict: 'FAIL', reason: 'ENDPOINT', by: 15_000 },
  },
  {
    name: 'never-ready',
    extra: true,
    seconds: 32,
    header: { deadlineSeconds: 25 },
    release: behaving({ PORT: 9090 }),
    expect: { verdict: 'FAIL', reason: 'DEADLINE', by: 26_000, notBefore: 25_000 },
  },
  {
    name: 'slow-to-be-ready',
    extra: true,
    seconds: 45,
    release: behaving({ READY_AFTER_MS: 8000 }),
    expect: { verdict: 'PASS', by: 40_000, notBefore: 28_000 },
  },
  {
    name: 'wrong-target-port',
    seconds: 25,
    release: routed((object) => (object.spec.ports[0].targetPort = 9999)),
    expect: { verdict: 'FAIL', reason: 'ENDPOINT', by: 20_000 },
  },
  {
    name: 'unknown-port-name',
    extra: true,
    seconds: 20,
    release: routed((object) => (object.spec.ports[0].targetPort = 'nothing')),
    expect: { verdict: 'FAIL', reason: 'NO_ENDPOINTS', by: 15_000 },
  },
  {
    name: 'selector-nothing',
    seconds: 20,
    release: routed((object) => (object.spec.selector = { app: 'other' })),
    expect: { verdict: 'FAIL', reason: 'NO_ENDPOINTS', by: 15_000 },
  },
  {
    name: 'old-version-answers',
    seconds: 20,
    release: behaving({ VERSION: 'v202601010900' }),
    expect: { verdict: 'FAIL', reason: 'ENDPOINT', by: 15_000 },
  },
  {
    name: 'error-lines',
    seconds: 20,
    release: behaving({ PRINT: 'ERROR no database', PRINT_AFTER_MS: 6000 }),
    expect: { verdict: 'FAIL', reason: 'LOG_ERRORS', by: 15_000 },
  },
  {
    name: 'error-before-ready',
    extra: true,
    seconds: 45,
    release: behaving({ PRINT: 'ERROR not yet', READY_AFTER_MS: 5000 }),
    expect: { verdict: 'PASS', by: 40_000, notBefore: 25_000 },
  },
  {
    name: 'health-500-for-a-moment',
    extra: true,
    seconds: 45,
    release: () => {
      const workload = web();
      containerOf(workload).env = environment({ HEALTH_STATUS: 500, HEALTH_STATUS_FOR_MS: 3000 });
      return [workload, service()];
    },
    expect: { verdict: 'PASS', by: 45_000, notBefore: 20_000 },
  },
  {
    name: 'scaled-by-hand',
    extra: true,
    seconds: 55,
    application: (application) => {
      application.spec.ignoreDifferences = [{ group: 'apps', kind: 'Deployment', jsonPointers: ['/spec/replicas'] }];
    },
    during: async (world) => {
      await pauseMs(9000);
      await world.here('scale', 'deployment/web', '--replicas=3');
    },
    expect: { verdict: 'PASS', by: 55_000, notBefore: 20_000 },
  },
  {
    name: 'three-replicas',
    extra: true,
    seconds: 45,
    header: { replicas: 3 },
    baseline: () => [web({ replicas: 3 }), service()],
    release: () => [web({ replicas: 3 }), service()],
    expect: { verdict: 'PASS', by: 45_000, notBefore: 20_000 },
  },
  {
    name: 'replicas-zero',
    seconds: 12,
    release: () => [web({ replicas: 0 }), service()],
    expect: { verdict: 'UNVERIFIED', reason: 'REPLICAS_ZERO', by: 15_000 },
  },
  {
    name: 'replicas-zero-declared',
    extra: true,
    seconds: 40,
    header: { replicas: 0 },
    release: () => [web({ replicas: 0 }), service()],
    expect: { verdict: 'PASS', by: 40_000, notBefore: 20_000 },
  },
];
