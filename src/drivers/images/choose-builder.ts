import type { Clock } from '../../ports/clock.ts';
import type { ImageBuilder } from '../../ports/images.ts';
import type { Registry } from '../../ports/registry.ts';
import { createEmbeddedBuilder } from './embedded/create-embedded-builder.ts';

export interface BuilderOptions {
  /** Images of this registry can be a FROM of the embedded builder. */
  readonly registry: Registry;
  /** Absolute. */
  readonly cacheFolder: string;
  readonly clock: Clock;
}

/** A container engine of this machine when one works, else the embedded builder. */
export async function chooseBuilder(options: BuilderOptions): Promise<ImageBuilder> {
  return createEmbeddedBuilder({ registry: options.registry, cacheFolder: options.cacheFolder });
}
