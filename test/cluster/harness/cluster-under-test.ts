import { existsSync } from 'node:fs';
import { homedir } from 'node:os';
import { delimiter, join } from 'node:path';
import { exec } from '../../../src/platform/exec.ts';

/** A cluster with Argo CD whose nodes pull from 127.0.0.1:5000 over plain HTTP. */
export interface ClusterUnderTest {
  readonly kubeconfig: string;
  /** Folder of the processes of a cluster that can be stopped and continued; undefined for any other cluster. */
  readonly processes: string | undefined;
  /** Runs kubectl, throws what it said. */
  kubectl(args: readonly string[], input?: unknown): Promise<string>;
}

/** Port of 127.0.0.1 of the registry that the nodes know. */
export const REGISTRY_PORT = Number(process.env['LOUNGE_TEST_REGISTRY_PORT'] ?? 5000);
/** Address of this machine as nodes and pods of the cluster reach it; nothing where they are processes of this very machine. */
export const HOST = process.env['LOUNGE_TEST_HOST'];
const RIG = process.env['RIG_HOME'] ?? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'lounge-rig');

/** `LOUNGE_TEST_KUBECONFIG`, else the local rig when its API answers; a string says why there is none. */
export async function clusterUnderTest(): Promise<ClusterUnderTest | string> {
  const named = process.env['LOUNGE_TEST_KUBECONFIG'];
  const kubeconfig = named ?? join(RIG, 'kubeconfig');
  if (!existsSync(kubeconfig)) return `no cluster: there is no ${kubeconfig} (LOUNGE_TEST_KUBECONFIG names another)`;
  const cluster: ClusterUnderTest = {
    kubeconfig,
    processes: named === undefined ? join(RIG, 'run') : undefined,
    kubectl: async (args, input) => await kubectlBy(kubeconfig, args, input),
  };
  try {
    await cluster.kubectl(['get', '--raw', '/readyz', '--request-timeout=5s']);
    return cluster;
  } catch (error) {
    return `no cluster answers by ${kubeconfig}: ${error instanceof Error ? error.message.trim().slice(0, 300) : ''}`;
  }
}

/** kubectl with another kubeconfig, of another identity. Throws what it said. */
export async function kubectlBy(kubeconfig: string, args: readonly string[], input?: unknown): Promise<string> {
  const result = await exec('kubectl', args, {
    cwd: '/',
    env: { PATH: [join(RIG, 'bin'), process.env['PATH']].join(delimiter), KUBECONFIG: kubeconfig },
    timeoutMs: 60_000,
    ...(input === undefined ? {} : { input: JSON.stringify(input) }),
  });
  if (result.exitCode !== 0) throw new Error(`kubectl ${args.join(' ')}: ${result.stderr}${result.stdout}`);
  return result.stdout;
}
