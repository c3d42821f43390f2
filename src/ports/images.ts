export interface BuildRequest {
  /** Absolute folder with the build context: a clean checkout of `apps/<service>`. */
  readonly context: string;
  /** Relative to the context. */
  readonly dockerfile: string;
  readonly buildArguments: Readonly<Record<string, string>>;
  readonly labels: Readonly<Record<string, string>>;
  /** `linux/amd64`, `linux/arm64`. */
  readonly platform: string;
  /** Absolute folder that receives an OCI image layout (oci-layout, index.json, blobs/). */
  readonly outputFolder: string;
  readonly signal?: AbortSignal;
  readonly progress?: (line: string) => void;
}

export interface BuiltImage {
  /** Digest of the manifest in the layout. */
  readonly digest: string;
  readonly bytes: number;
  /** Runtimes of this machine that stand in for base images, like `node:24 → node 24.21.0`; such an image never leaves for a real registry. */
  readonly standIns: readonly string[];
  /** Who built it, where that is not the builder that was asked. */
  readonly builtBy?: ImageBuilder['name'];
}

/** Something that builds an image from a Dockerfile. Throws BUILD_* with the line of the Dockerfile. */
export interface ImageBuilder {
  readonly name: 'docker' | 'podman' | 'buildah' | 'embedded';
  build(request: BuildRequest): Promise<BuiltImage>;
}
