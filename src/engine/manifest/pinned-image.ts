import { parseImageReference } from '../../domain/image-reference.ts';
import type { LoungeConfig } from '../../domain/lounge-config.ts';
import { imageName } from './layout.ts';

/** An image as an overlay pins it. */
export interface PinnedImage {
  /** `<registry>/<repository>` */
  readonly name: string;
  readonly tag: string;
  /** Left out before it is known. */
  readonly digest: string | undefined;
  /** `name:tag@digest` */
  readonly reference: string;
}

/** What a release runs: our own image under its tag, or the image of others that it names. */
export function pinnedImage(
  config: LoungeConfig,
  release: {
    readonly service: string;
    /** Whose registry it is in. */
    readonly environment?: string | undefined;
    readonly tag: string;
    readonly digest?: string | undefined;
    readonly image?: string | undefined;
  },
): PinnedImage {
  const other = release.image === undefined ? undefined : parseImageReference(release.image);
  const name =
    other === undefined
      ? imageName(config, release.service, release.environment)
      : `${other.registry}/${other.repository}`;
  const tag = other?.tag ?? release.tag;
  const digest = other?.digest ?? release.digest;
  return { name, tag, digest, reference: `${name}:${tag}${digest === undefined ? '' : `@${digest}`}` };
}

/** The name, without tag, of the image that a service runs. */
export function imageNameOf(
  config: LoungeConfig,
  spec: { readonly name: string; readonly image?: string | undefined },
  environment: string,
): string {
  return pinnedImage(config, { service: spec.name, environment, tag: '', image: spec.image }).name;
}

/** The repository of an image in the registry at `url`; undefined for an image of another registry. */
export function repositoryIn(url: string, name: string): string | undefined {
  return name.startsWith(`${url}/`) ? name.slice(url.length + 1) : undefined;
}
