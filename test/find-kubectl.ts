import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { packagedKubectl } from '../src/drivers/render/kustomize/packaged-kubectl.ts';
import { exec, type ExecResult } from '../src/platform/exec.ts';

/** The kubectl that journeys use: LOUNGE_TEST_KUBECTL, else the packaged one; undefined where there is none. */
export async function findKubectl(): Promise<string | undefined> {
  return process.env['LOUNGE_TEST_KUBECTL'] ?? (await packagedKubectl(join(tmpdir(), 'lounge-test-kubectl')));
}

/** kubectl against one sandbox. */
export function kubectlOf(program: string, kubeconfig: string, cwd: string) {
  return async (args: readonly string[], input?: string): Promise<ExecResult> =>
    await exec(program, ['--kubeconfig', kubeconfig, ...args], { cwd, ...(input === undefined ? {} : { input }) });
}
