import { parseImageReference, type ImageReference } from '../../domain/image-reference.ts';
import type { LoungeConfig } from '../../domain/lounge-config.ts';
import { imageName } from '../manifest/layout.ts';

/** The reference, or undefined where it is none (a variable in it, a bad letter). */
export function imageParts(image: string): ImageReference | undefined {
  return parseImageReference(image);
}

/** Whether an image is one of the lounge’s own, `<registry>/<imagePrefix>/…`: of an environment's registry, or of any. */
export function isOwnImage(config: LoungeConfig, image: string, environment?: string): boolean {
  const environments = environment === undefined ? [undefined, ...Object.keys(config.environments)] : [environment];
  return environments.some((one) => image.startsWith(imageName(config, '', one)));
}

/** Whether images of this name (without tag) may run: the lounge's own, and those of the registries that lounge.yaml lists. */
export function isAllowedImage(config: LoungeConfig, name: string, environment?: string): boolean {
  return (
    isOwnImage(config, name, environment) ||
    config.policy.allowedRegistries.some(
      (allowed) => name === allowed || name.startsWith(`${allowed.replace(/\/$/, '')}/`),
    )
  );
}

/** Tags that are moved on purpose. */
export const MOVING_TAGS: ReadonlySet<string> = new Set([
  'latest',
  'stable',
  'dev',
  'develop',
  'test',
  'master',
  'main',
  'edge',
  'nightly',
  'canary',
  'current',
]);
