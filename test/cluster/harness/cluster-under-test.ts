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

/** Registry that the nodes know. */
export const REGISTRY_PORT = 5000;
const RIG = process.env['RIG_HOME'] ?? join(process.env['XDG_CACHE_HOME'] ?? join(homedir(), '.cache'), 'lounge-rig');

/** `LOUNGE_TEST_KUBECONFIG`, else the local rig when it runs; a string says why there is none. */
export function clusterUnderTest(): ClusterUnderTest | string {
  const named = process.env['LOUNGE_TEST_KUBECONFIG'];
  const kubeconfig = named ?? join(RIG, 'kubeconfig');
  if (!existsSync(kubeconfig)) return 'no cluster: set LOUNGE_TEST_KUBECONFIG, or bring the rig up';
  const processes = join(RIG, 'run');
  if (named === undefined && !existsSync(join(processes, 'kube-apiserver.pid'))) return 'the rig is not up';
  const path = [join(RIG, 'bin'), process.env['PATH']].join(delimiter);
  return {
    kubeconfig,
    processes: named === undefined ? processes : undefined,
    kubectl: async (args, input) => {
      const result = await exec('kubectl', args, {
        cwd: '/',
        env: { PATH: path, KUBECONFIG: kubeconfig },
        timeoutMs: 60_000,
        ...(input === undefined ? {} : { input: JSON.stringify(input) }),
      });
      if (result.exitCode !== 0) throw new Error(`kubectl ${args.join(' ')}: ${result.stderr}${result.stdout}`);
      return result.stdout;
    },
  };
}
