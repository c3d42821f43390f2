/**
 * A command in a root file system of its own. Used by the kubelet of the sandbox (pods) and by the embedded builder
 * (RUN). `full` needs user namespaces (or root) and overlay; `process` runs the command on the bare machine with the
 * folder as working directory and is said loudly.
 */
export interface IsolatedCommand {
  /** The image's root file system; writes land in the folder, or in `upper` (the caller makes it throw-away). */
  readonly root: string | RootLayers;
  /** `command[0]` is a path, or a name looked up in PATH of `environment`. */
  readonly command: readonly string[];
  /** The whole environment of the command. */
  readonly environment: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
  /** Numeric, as in the image. Without root on the machine only uid 0 exists inside: any other is emulated by it. */
  readonly user?: { readonly uid: number; readonly gid: number; readonly groups?: readonly number[] };
  /** Folders or files of the machine seen inside. /proc, /dev and what `machine` brings come by themselves. */
  readonly binds: readonly Bind[];
  /** host: the machine's network; none: only loopback; or the pid whose network (and host name) is joined. */
  readonly network: 'host' | 'none' | { readonly joinProcess: number };
  readonly hostname?: string;
  /**
   * Whether /usr of the machine, its linker's files and certificates show through below the image's own files (never
   * written to). Default true; false for an image that brings all it needs.
   */
  readonly machine?: boolean;
  readonly readOnlyRoot?: boolean;
  /** Besides (or without) those that a container has by default; names as Kubernetes writes them: NET_RAW, ALL. */
  readonly capabilities?: { readonly add?: readonly string[]; readonly drop?: readonly string[] };
  readonly noNewPrivileges?: boolean;
  /** Control groups (folders of the machine) that the command is put in before it runs. */
  readonly cgroups?: readonly string[];
}

/** Overlay: `lower` folders are never written to, the uppermost first. */
export interface RootLayers {
  readonly lower: readonly string[];
  readonly upper: string;
}

export interface Bind {
  readonly source: string;
  readonly target: string;
  readonly readOnly: boolean;
}

export interface IsolationLevel {
  readonly level: 'full' | 'process';
  /** Why it is not `full`, in one English sentence. */
  readonly reason?: string;
}

/** How `full` is reached: as root of the machine, or as root of a user namespace with one uid. */
export type NamespaceMode = 'root' | 'user';
