/**
 * A command in a root file system of its own. Used by the kubelet of the sandbox (pods) and by the embedded builder
 * (RUN). `full` needs user namespaces (or root) and overlay; `process` runs the command on the bare machine with the
 * folder as working directory and is said loudly.
 */
export interface IsolatedCommand {
  /** The image's root file system, prepared by the caller; writes land there (the caller makes it throw-away). */
  readonly root: string;
  readonly command: readonly string[];
  /** The whole environment of the command. */
  readonly environment: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
  /** Numeric, as in the image. */
  readonly user?: { readonly uid: number; readonly gid: number };
  /** Folders or files of the machine seen inside. /usr, the linker's files, /proc, /dev and /etc basics come by themselves. */
  readonly binds: readonly { readonly source: string; readonly target: string; readonly readOnly: boolean }[];
  /** host: the machine's network; none: only loopback; or the pid whose network namespace is joined. */
  readonly network: 'host' | 'none' | { readonly joinProcess: number };
  readonly hostname?: string;
}

export interface IsolationLevel {
  readonly level: 'full' | 'process';
  /** Why it is not `full`, in one English sentence. */
  readonly reason?: string;
}
