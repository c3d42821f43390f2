import { LoungeError } from '../../domain/errors.ts';
import { parseImageReference, type ImageReference } from '../../domain/image-reference.ts';
import { imagePresets, presetOf, type ImagePreset } from '../../engine/manifest/generate/image-presets.ts';
import { isAllowedImage } from '../../engine/policy/image-parts.ts';
import type { Lounge } from '../context.ts';

/** An image that is pinned, and what is known of it. */
export interface ResolvedImage {
  /** `<registry>/<repository>:<tag>@<digest>` */
  readonly reference: string;
  readonly preset: ImagePreset | undefined;
}

/**
 * The image that was asked for, by the name of a preset, with or without digest; a digest that is not given is asked of
 * the registry. Throws IMAGE_REFERENCE, IMAGE_NOT_ALLOWED, IMAGE_UNKNOWN, IMAGE_UNRESOLVED.
 */
export async function resolveImage(lounge: Lounge, wanted: string): Promise<ResolvedImage> {
  const parsed = parseImageReference(wanted);
  if (parsed === undefined) throw unusable(wanted, 'it is not an image reference');
  const preset = presetOf(parsed.repository);
  const tag = parsed.tag ?? (parsed.digest === undefined ? preset?.tag : undefined);
  if (tag === undefined) throw unusable(wanted, 'it has no tag; the digest is what runs, the tag is for people');
  const name = `${parsed.registry}/${parsed.repository}`;
  if (!isAllowedImage(lounge.config, name)) throw new LoungeError('IMAGE_NOT_ALLOWED', { name });
  const digest = parsed.digest ?? (await digestOf(lounge, parsed, tag));
  return { reference: `${name}:${tag}@${digest}`, preset };
}

function unusable(image: string, problem: string): LoungeError {
  const presets = imagePresets.map(({ name }) => name);
  return new LoungeError('IMAGE_REFERENCE', { image: image.slice(0, 200), problem, presets });
}

async function digestOf(lounge: Lounge, { registry, repository }: ImageReference, tag: string): Promise<string> {
  const own = await lounge.registry();
  const name = `${registry}/${repository}`;
  const image = `${name}:${tag}`;
  const isOwn = name.startsWith(`${own.url}/`);
  try {
    const found = isOwn
      ? await own.inspect(name.slice(own.url.length + 1), tag)
      : await lounge.foreignRegistry(registry).inspect(repository, tag);
    if (found === undefined) throw new LoungeError('IMAGE_UNKNOWN', { image });
    return found.digest;
  } catch (error) {
    if (!(error instanceof LoungeError) || error.code === 'IMAGE_UNKNOWN') throw error;
    throw new LoungeError('IMAGE_UNRESOLVED', { image, registry, problem: error.message }, { cause: error });
  }
}
