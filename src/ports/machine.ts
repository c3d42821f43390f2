/** This machine and this process. */
export interface Machine {
  readonly host: string;
  readonly pid: number;
  /** Tells this process apart from a later one with the same id. */
  readonly processMark: string;
  /** Whether a process of this machine with this mark still runs. */
  isRunning(processMark: string): Promise<boolean>;
  /** `linux/amd64`, … */
  readonly platform: string;
}
