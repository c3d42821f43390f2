/** A login at a git remote. */
export type RemoteLogin =
  | { readonly kind: 'none' }
  | { readonly kind: 'token'; readonly user: string; readonly token: string }
  | { readonly kind: 'key'; readonly key: string };

/** Reads a git remote as somebody else would: with this login and these known hosts, and nothing of this user's own. */
export interface RemoteReader {
  /** What git says when the remote cannot be read so; undefined when it can. */
  problem(url: string, login: RemoteLogin, knownHosts: string): Promise<string | undefined>;
}
