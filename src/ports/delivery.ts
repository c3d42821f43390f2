/** What is there of Argo CD. */
export interface DeliveryInspection {
  /** Kinds of Argo CD that the cluster does not serve. */
  readonly missingKinds: readonly string[];
  /** Namespaces that hold an Argo CD, as far as we may see. */
  readonly namespaces: readonly string[];
  /** Whether one is in the namespace of this delivery. */
  readonly isPresent: boolean;
  /** `3.6.1`; undefined where nothing names it. */
  readonly version: string | undefined;
  /** Whether its definitions are those of 3.0 or newer. */
  readonly isRecent: boolean;
}

/** Argo CD, reached through its custom resources. Throws CLUSTER_*. */
export interface Delivery {
  /** Namespace of the Application objects. */
  readonly namespace: string;
  /** Asks for a refresh (`hard`: without what the repo server remembers), and waits until it is acknowledged; false when it was not within `timeoutMs`. */
  refresh(
    application: string,
    options: { readonly timeoutMs: number; readonly signal?: AbortSignal; readonly hard?: boolean },
  ): Promise<boolean>;
  /** What is there of Argo CD; changes nothing. */
  inspect(): Promise<DeliveryInspection>;
}
