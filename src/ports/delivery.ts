/** Argo CD, reached through its custom resources. Throws CLUSTER_*. */
export interface Delivery {
  /** Namespace of the Application objects. */
  readonly namespace: string;
  /** Asks for a refresh, and waits until it is acknowledged; false when it was not within `timeoutMs`. */
  refresh(
    application: string,
    options: { readonly timeoutMs: number; readonly signal?: AbortSignal },
  ): Promise<boolean>;
}
