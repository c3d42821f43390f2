/** A rendered Kubernetes object, as kustomize prints it. */
export interface RenderedObject {
  readonly apiVersion: string;
  readonly kind: string;
  readonly metadata: { readonly name: string; readonly namespace?: string; readonly labels?: Readonly<Record<string, string>>; readonly annotations?: Readonly<Record<string, string>> };
  readonly [field: string]: unknown;
}

/** kustomize. */
export interface Renderer {
  /** Name and version of the program behind it. */
  describe(): Promise<string>;
  /** Renders one kustomization folder (absolute) inside `root`. Throws RENDER_FAILED. */
  render(root: string, folder: string, signal?: AbortSignal): Promise<readonly RenderedObject[]>;
}
