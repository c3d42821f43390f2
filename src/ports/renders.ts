import type { RenderedObject } from '../domain/rendered-object.ts';

/** What the kustomizations of commits render to; the same question is answered once. */
export interface Renders {
  /** The objects of a kustomization folder (relative to the root) in a commit. Throws RENDER_FAILED, PATH_OUTSIDE, GIT_REVISION_UNKNOWN, CANCELLED. */
  at(commit: string, folder: string, signal?: AbortSignal): Promise<readonly RenderedObject[]>;
}
