import { LoungeError } from '../../domain/errors.ts';
import type { ImageBuilder } from '../../ports/images.ts';

/** How engines say that the registry of a base image is out of reach. */
const OUT_OF_REACH =
  /dial tcp|no such host|server misbehaving|i\/o timeout|network is unreachable|failed to resolve source metadata/i;

/**
 * A container engine that cannot reach the base image is no reason to stop where a runtime of this machine may stand in
 * for it: then the embedded builder builds, and says so.
 */
export function orEmbedded(engine: ImageBuilder, embedded: () => ImageBuilder): ImageBuilder {
  return {
    name: engine.name,
    build: async (request) => {
      try {
        return await engine.build(request);
      } catch (error) {
        if (!isOutOfReach(error)) throw error;
        request.progress?.(`${engine.name} cannot reach the base image; the embedded builder takes over`);
        return { ...(await embedded().build(request)), builtBy: 'embedded' };
      }
    },
  };
}

function isOutOfReach(error: unknown): boolean {
  return (
    error instanceof LoungeError &&
    error.code === 'BUILD_ENGINE_FAILED' &&
    OUT_OF_REACH.test(String(error.parameters['output']))
  );
}
