import { exec } from '../../../platform/exec.ts';

export type EngineName = 'docker' | 'podman' | 'buildah';

/** An engine of this machine that can build. */
export interface FoundEngine {
  readonly name: EngineName;
  readonly version: string;
}

/** What asks the engine itself, not only its client: a docker client without a daemon builds nothing. */
const PROBES: Readonly<Record<EngineName, readonly string[]>> = {
  docker: ['version', '--format', '{{.Server.Version}}'],
  podman: ['info', '--format', '{{.Version.Version}}'],
  buildah: ['version', '--format', '{{.Version}}'],
};
const PROBE_MS = 5000;

/** Engines that work here, the preferred one first. */
export async function detectBuilders(): Promise<readonly FoundEngine[]> {
  const names = ['docker', 'podman', 'buildah'] as const;
  const found = await Promise.all(names.map(async (name) => await probe(name)));
  return found.filter((engine) => engine !== undefined);
}

async function probe(name: EngineName): Promise<FoundEngine | undefined> {
  const result = await exec(name, PROBES[name], { cwd: '/', timeoutMs: PROBE_MS });
  const version = result.stdout.trim();
  return result.exitCode === 0 && /^v?\d/.test(version) ? { name, version } : undefined;
}
