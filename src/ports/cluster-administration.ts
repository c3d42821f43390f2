import type { ClusterObject } from './cluster.ts';

/** Who we are on a cluster. */
export interface ClusterAccess {
  /** Name of the kubeconfig context. */
  readonly context: string;
  readonly server: string;
  readonly username: string;
  /** When a credential that does not renew itself ends, in milliseconds since the epoch. */
  readonly expires: { readonly what: 'token' | 'certificate'; readonly at: number } | undefined;
}

export interface AccessQuestion {
  readonly verb: string;
  /** `Secret`, or with a subresource `Pod/log`. */
  readonly kind: string;
  readonly namespace?: string | undefined;
  readonly name?: string | undefined;
}

export interface AccessAnswer {
  readonly allowed: boolean;
  readonly group: string;
  /** Plural, with the subresource: `pods/log`. */
  readonly resource: string;
}

/** One rule of a SelfSubjectRulesReview. */
export interface AccessRule {
  readonly verbs: readonly string[];
  readonly groups: readonly string[];
  readonly resources: readonly string[];
  /** Empty: every name. */
  readonly names: readonly string[];
}

export interface AccountKubeconfig {
  /** YAML. It holds the token: it goes into a file of its reader alone, and nowhere else. */
  readonly text: string;
  readonly context: string;
  /** When the token ends, RFC 3339; the cluster may have granted less than was asked for. */
  readonly expires: string;
}

/** What only the owner of a cluster does: look what would change, and who may do what. Throws CLUSTER_*. */
export interface ClusterAdministration {
  /** Throws CLUSTER_EXPIRED before anything is asked, CLUSTER_LOGIN when the cluster does not know us. */
  access(): Promise<ClusterAccess>;
  /** SelfSubjectAccessReview. */
  allowed(question: AccessQuestion): Promise<AccessAnswer>;
  /** SelfSubjectRulesReview, ours or that of a user that we act as; `complete` is false when the cluster cannot list all the rules. */
  rules(
    namespace: string,
    username?: string,
  ): Promise<{ readonly rules: readonly AccessRule[]; readonly complete: boolean }>;
  /** A kubeconfig for a ServiceAccount, with our context's name and a token (TokenRequest); undefined where there is no such account. */
  kubeconfigFor(account: {
    readonly namespace: string;
    readonly name: string;
    readonly seconds: number;
  }): Promise<AccountKubeconfig | undefined>;
  /** Kinds that the API serves under a group and version; empty when it does not know it. */
  kinds(apiVersion: string): Promise<readonly string[]>;
  /** Whether the published schema of a group and version names this field anywhere. */
  knowsField(apiVersion: string, field: string): Promise<boolean>;
  /** What `apply` would leave (server-side dry run, so admission has its say); undefined where its namespace is not there yet. */
  applied(object: ClusterObject): Promise<ClusterObject | undefined>;
  /** Gives up every field that `apply` has set; the object stays. */
  disown(
    object: Pick<ClusterObject, 'apiVersion' | 'kind'>,
    namespace: string | undefined,
    name: string,
  ): Promise<void>;
  /** JSON merge patch; with `resourceVersion` in its metadata it is refused when somebody was faster. */
  merge(
    kind: string,
    namespace: string | undefined,
    name: string,
    patch: Readonly<Record<string, unknown>>,
  ): Promise<void>;
}
