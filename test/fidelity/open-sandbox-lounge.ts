import { readFile } from 'node:fs/promises';
import { findKubectl, kubectlOf } from '../find-kubectl.ts';
import { JourneyWorld } from '../journey-world.ts';
import { INIT, POLICY, type FidelityLounge } from './fidelity-lounge.ts';

/** A lounge on the engine of this machine. */
export async function openSandboxLounge(): Promise<FidelityLounge> {
  const program = await findKubectl();
  if (program === undefined) throw new Error('no kubectl: neither LOUNGE_TEST_KUBECTL nor the packaged one');
  const world = await JourneyWorld.make({ lounge: false });
  try {
    await world.done(INIT);
    await world.setPolicy(POLICY);
    const { kubeconfig, registry } = await world.sandbox();
    const password = (await readFile(registry.passwordFile, 'utf8')).trim();
    const run = kubectlOf(program, kubeconfig, world.root);
    return {
      world,
      registry: { url: registry.url, user: registry.user, password },
      kubectl: async (args) => {
        const { exitCode, stdout, stderr } = await run(args);
        if (exitCode !== 0) throw new Error(`kubectl ${args.join(' ')}: ${stderr}`);
        return stdout;
      },
      [Symbol.asyncDispose]: async () => await world[Symbol.asyncDispose](),
    };
  } catch (error) {
    await world[Symbol.asyncDispose]();
    throw error;
  }
}
