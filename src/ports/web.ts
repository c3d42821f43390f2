/** HTTP as a visitor of a published service sees it. */
export interface Web {
  /** Follows no redirect; the body is cut at 64 KiB. `*.localhost` is this machine, whatever the resolver says. */
  get(
    url: string,
    options?: { readonly timeoutMs?: number; readonly signal?: AbortSignal },
  ): Promise<{ readonly status: number; readonly body: string } | { readonly error: string }>;
}
