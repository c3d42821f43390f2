import type { Clock } from '../../ports/clock.ts';
import type { ImageBuilder } from '../../ports/images.ts';
import type { Registry } from '../../ports/registry.ts';
import { createCliBuilder } from './docker/create-cli-builder.ts';
import { detectBuilders } from './docker/detect-builders.ts';
import type { EngineLogin } from './docker/engine-login.ts';
import { createEmbeddedBuilder } from './embedded/create-embedded-builder.ts';
import { orEmbedded } from './or-embedded.ts';

export interface BuilderOptions {
  /** Images of this registry can be a FROM of the embedded builder. */
  readonly registry: Registry;
  /** Its login, for the container engines, which pull by themselves. */
  readonly login: EngineLogin;
  /** Whether images that stand on runtimes of this machine may go to it. */
  readonly standsIn: boolean;
  /** Absolute. */
  readonly cacheFolder: string;
  readonly clock: Clock;
}

const NAMES = ['docker', 'podman', 'buildah', 'embedded'] as const;

/** A container engine of this machine when one works, else the embedded builder. `LOUNGE_BUILDER` names one, and then no other is tried. */
export async function chooseBuilder(options: BuilderOptions): Promise<ImageBuilder> {
  const wanted = NAMES.find((name) => name === process.env['LOUNGE_BUILDER']);
  const name = wanted ?? (await detectBuilders())[0]?.name ?? 'embedded';
  const embedded = () => createEmbeddedBuilder({ registry: options.registry, cacheFolder: options.cacheFolder });
  if (name === 'embedded') return embedded();
  const engine = createCliBuilder({ name, cacheFolder: options.cacheFolder, login: options.login });
  return wanted === undefined && options.standsIn ? orEmbedded(engine, embedded) : engine;
}
