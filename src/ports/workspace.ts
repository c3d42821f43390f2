/** The files of one lounge. Paths are relative to its root, with `/`; one that leaves the root throws PATH_OUTSIDE. */
export interface Workspace {
  /** Absolute path of the lounge. */
  readonly root: string;
  /** Text of the file, or undefined where there is none. */
  read(path: string): Promise<string | undefined>;
  /** All or nothing; folders are made. Throws DISK_FULL. */
  write(path: string, content: string | Uint8Array, options?: { readonly mode?: number }): Promise<void>;
  exists(path: string): Promise<boolean>;
  /** Whether nobody but the owner may read or write the file; true where there is none. */
  isPrivate(path: string): Promise<boolean>;
  /** Names directly in a folder, sorted; empty where there is none. */
  list(folder: string): Promise<readonly { readonly name: string; readonly isFolder: boolean }[]>;
  /** Files below a folder (git's own folder and ignored ones left out by the caller), sorted, at most 20,000. */
  walk(folder: string): Promise<readonly string[]>;
  remove(path: string): Promise<void>;
  /** Copies a folder of this machine into the lounge; symbolic links that leave `source` throw PATH_OUTSIDE. */
  copyFrom(source: string, folder: string, accept: (path: string) => boolean): Promise<readonly string[]>;
}
