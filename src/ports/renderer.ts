import type { RenderedObject } from '../domain/rendered-object.ts';

export type { RenderedObject };

/** kustomize. */
export interface Renderer {
  /** Name and version of the program behind it. */
  describe(): Promise<string>;
  /** Tells this program apart from another one; nothing is started for it. */
  identity(): Promise<string>;
  /** Renders one kustomization folder (absolute) inside `root`. Throws RENDER_FAILED. */
  render(root: string, folder: string, signal?: AbortSignal): Promise<readonly RenderedObject[]>;
}
