import type { JourneyWorld } from '../journey-world.ts';
import type { RegistryLogin } from './push-built-image.ts';

/** A fresh lounge on one of the two engines, and kubectl against the cluster that it runs on. */
export interface FidelityLounge {
  readonly world: JourneyWorld;
  readonly registry: RegistryLogin;
  /** Standard output; throws what kubectl said. */
  readonly kubectl: (args: readonly string[]) => Promise<string>;
  [Symbol.asyncDispose](): Promise<void>;
}

/** The same settings on both engines; long enough a soak for a service to die in. */
export const NAMESPACE = 'lounge-fidelity';
export const INIT = ['init', '.', '--namespace', NAMESPACE, '--soak-seconds', '3', '--time-zone', 'UTC'];
export const POLICY = { rehearsal: 'off', rollback: 'off', deadlineSeconds: 40 };
