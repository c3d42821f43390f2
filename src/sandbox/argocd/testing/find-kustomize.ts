import { exec } from '../../../platform/exec.ts';
import type { KustomizeCommand } from '../source/kustomize.ts';

/** A kustomize of this machine: the program that KUSTOMIZE names, `kustomize`, or kubectl's own. */
export async function findKustomize(): Promise<KustomizeCommand | undefined> {
  const named = process.env['KUSTOMIZE'];
  const candidates: KustomizeCommand[] = [
    ...(named ? [{ command: named, args: named.endsWith('kubectl') ? ['kustomize'] : ['build'] }] : []),
    { command: 'kustomize', args: ['build'] },
    { command: 'kubectl', args: ['kustomize'] },
  ];
  for (const { command, args } of candidates) {
    const program = await exec('sh', ['-c', 'command -v "$0"', command], { cwd: '/' });
    const path = program.stdout.trim();
    if (program.exitCode === 0 && path !== '') return { command: path, args };
  }
  return undefined;
}
