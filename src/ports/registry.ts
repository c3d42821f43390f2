/** What the registry says of a tag. */
export interface RegistryImage {
  readonly digest: string;
  readonly mediaType: string;
  /** Manifests of an index, as digests; empty for a single manifest. */
  readonly manifests: readonly string[];
  /** Digests of the image configs behind them. */
  readonly configs: readonly string[];
}

/** An OCI distribution registry. Repositories are without the registry's host. Throws REGISTRY_*. */
export interface Registry {
  /** host[:port][/path] */
  readonly url: string;
  /** Whether it answers and takes the login. */
  check(): Promise<void>;
  /** Undefined when there is nothing under this tag or digest. */
  inspect(repository: string, reference: string): Promise<RegistryImage | undefined>;
  tags(repository: string): Promise<readonly string[]>;
  /** The image's labels, environment and so on, as in the OCI image config. */
  config(repository: string, reference: string): Promise<Readonly<Record<string, unknown>> | undefined>;
  /** Pushes an OCI layout folder under a tag, blobs that are there already left out; returns the digest the registry reports. */
  push(
    layoutFolder: string,
    repository: string,
    tag: string,
    options?: { readonly signal?: AbortSignal; readonly progress?: (line: string) => void },
  ): Promise<string>;
  /** Fetches an image into an OCI layout folder. */
  pull(
    repository: string,
    reference: string,
    layoutFolder: string,
    options?: { readonly signal?: AbortSignal },
  ): Promise<string>;
}
