import type { Actor } from '../../domain/actor.ts';
import type { LoungeConfig } from '../../domain/lounge-config.ts';
import type { RenderedObject } from '../../domain/rendered-object.ts';

/** One file of the tree that is judged. */
export interface PolicyFile {
  /** From the root of the lounge, with `/`. */
  readonly path: string;
  readonly bytes: number;
  /** git's mode: 100644, 100755, 120000 (a symbolic link), 160000 (a repository inside). */
  readonly mode: string;
  /** UTF-8 text; of a symbolic link its target; left out for what is not text or larger than a policy reads. */
  readonly text?: string | undefined;
}

/** What kustomize made of one overlay folder. */
export interface OverlayRender {
  readonly overlay: string;
  readonly result: { readonly objects: readonly RenderedObject[] } | { readonly error: string };
}

export interface PolicyCommit {
  /** Left out for a message that is not committed yet. */
  readonly commit?: string | undefined;
  readonly message: string;
}

/** What a registry says of an image that is pinned by tag and digest. */
export interface PinnedImage {
  /** The digest that the tag names, and those of the manifests behind it; empty where there is no such tag. */
  readonly tagged: readonly string[];
  readonly hasDigest: boolean;
}

/** Everything that the policy sees. It reads no disk, no clock and no network. */
export interface PolicySnapshot {
  readonly config: LoungeConfig;
  /** The whole tree: rules about the layout need it. */
  readonly files: readonly PolicyFile[];
  /** Paths that the change touches, deleted ones too; undefined: everything is judged as if it were new. */
  readonly changed?: readonly string[] | undefined;
  readonly commits: readonly PolicyCommit[];
  /** Values of the local `.env`, to look for; they never get into a finding. */
  readonly environmentValues: ReadonlyMap<string, string>;
  readonly renders: readonly OverlayRender[];
  /** By the whole image name; those that no registry was asked about are not in it. */
  readonly pinnedImages?: ReadonlyMap<string, PinnedImage> | undefined;
  readonly actor: Actor;
}
