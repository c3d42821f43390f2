import { fileURLToPath } from 'node:url';
import { exec } from '../../src/platform/exec.ts';
import type { ClusterUnderTest } from '../../test/cluster/harness/cluster-under-test.ts';
import type { BenchOptions, BenchRow } from '../bench-row.ts';

const COUNT = 200;
const LABEL = 'ai-lounge.dev/bench';

interface Cost {
  readonly applications: number;
  readonly residentMiB: number;
  readonly cpuPercent: number;
  readonly requestsPerMinute: number;
  readonly requestsToStart: number;
}

/** What it costs to watch the Applications of 200 services that rest, in a process of its own. */
export async function benchWatching(cluster: ClusterUnderTest, { short }: BenchOptions): Promise<readonly BenchRow[]> {
  const items = Array.from({ length: COUNT }, (_, index) => application(`bench-${index}`));
  try {
    await cluster.kubectl(['create', '--validate=false', '-f', '-'], { apiVersion: 'v1', kind: 'List', items });
    const script = fileURLToPath(new URL('watch-applications.ts', import.meta.url));
    const args = ['--disable-warning=ExperimentalWarning', script, cluster.kubeconfig, short ? '30' : '120'];
    const { stdout, stderr } = await exec(process.execPath, args, { cwd: '/', timeoutMs: 200_000 });
    if (stdout === '') throw new Error(stderr);
    const cost = JSON.parse(stdout) as Cost;
    const what = `watching ${cost.applications} Applications at rest`;
    return [
      { name: `${what}: memory`, value: cost.residentMiB, unit: 'MiB', limit: 150 },
      { name: `${what}: of a core`, value: cost.cpuPercent, unit: '%', limit: 5 },
      { name: `${what}: API requests a minute`, value: cost.requestsPerMinute, unit: '' },
      { name: `${what}: API requests to begin`, value: cost.requestsToStart, unit: '' },
    ];
  } finally {
    await cluster.kubectl(['delete', 'applications', '-n', 'argocd', '-l', `${LABEL}=true`, '--wait=false']);
  }
}

/** As Argo CD keeps one that was released ten times; it is told to leave it alone. */
function application(name: string): object {
  const revision = 'a'.repeat(40);
  const source = {
    repoURL: 'http://127.0.0.1:1/lounge.git',
    path: `app-of-apps/overlays/${name}`,
    targetRevision: 'main',
  };
  const at = '2026-01-01T00:00:00Z';
  const resource = { version: 'v1', namespace: name, name, status: 'Synced', health: { status: 'Healthy' } };
  return {
    apiVersion: 'argoproj.io/v1alpha1',
    kind: 'Application',
    metadata: {
      name,
      namespace: 'argocd',
      labels: { [LABEL]: 'true' },
      annotations: { 'argocd.argoproj.io/skip-reconcile': 'true' },
    },
    spec: { project: 'default', destination: { server: 'https://kubernetes.default.svc', namespace: name }, source },
    status: {
      sync: { status: 'Synced', revision, comparedTo: { source, destination: { namespace: name } } },
      health: { status: 'Healthy' },
      reconciledAt: at,
      history: Array.from({ length: 10 }, (_, id) => ({ id, revision, deployedAt: at, deployStartedAt: at, source })),
      resources: ['Deployment', 'Service', 'ConfigMap', 'Job'].map((kind) => ({ kind, ...resource })),
    },
  };
}
