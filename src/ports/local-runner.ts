/** How an image runs without a cluster, as its pod would. */
export interface LocalRunRequest {
  /** OCI layout folder with the image. */
  readonly layoutFolder: string;
  readonly environment: Readonly<Record<string, string>>;
  readonly port: number;
  readonly signal: AbortSignal;
  readonly onLine: (line: string) => void;
  /** Called once it listens, with the address on this machine. */
  readonly onListening: (url: string) => void;
}

/** Runs a built image on this machine until it ends or the signal comes. Throws RUN_*. */
export interface LocalRunner {
  run(request: LocalRunRequest): Promise<{ readonly exitCode: number }>;
}
