/** One change that a layer makes. Paths are relative to the root, without a slash in front; modes are permission bits. */
export type LayerEntry =
  | {
      readonly kind: 'directory';
      readonly path: string;
      readonly mode: number;
      readonly uid: number;
      readonly gid: number;
    }
  | {
      readonly kind: 'file';
      readonly path: string;
      readonly mode: number;
      readonly uid: number;
      readonly gid: number;
      /** sha256 in hexadecimal; the content is in the file store. */
      readonly hash: string;
      readonly size: number;
    }
  | {
      readonly kind: 'symlink';
      readonly path: string;
      readonly uid: number;
      readonly gid: number;
      readonly target: string;
    }
  /** Removes the path and all below it. */
  | { readonly kind: 'whiteout'; readonly path: string }
  /** Removes all that earlier layers have below the path. */
  | { readonly kind: 'opaque'; readonly path: string };

/** An entry that is there, not one that removes. */
export type TreeEntry = Exclude<LayerEntry, { kind: 'whiteout' | 'opaque' }>;
