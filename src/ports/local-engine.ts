/** State of the engine that runs on this machine, for one lounge. */
export interface LocalEngineStatus {
  readonly state: 'running' | 'stopped' | 'broken';
  readonly kubeconfig: string;
  readonly registry: { readonly url: string; readonly user: string; readonly passwordFile: string };
  readonly git: { readonly url: string; readonly credentialFile: string };
  readonly gateway: { readonly url: string };
  readonly isolation: string;
  readonly folder: string;
  readonly pid: number | null;
}

/** The engine of one machine. `up` is idempotent and safe to call from two processes at once. Throws PORT_IN_USE, ENGINE_*. */
export interface LocalEngine {
  up(options?: { readonly foreground?: boolean; readonly signal?: AbortSignal }): Promise<LocalEngineStatus>;
  down(): Promise<LocalEngineStatus>;
  status(): Promise<LocalEngineStatus>;
  /** Forgets everything: stops, then removes its folder. */
  reset(): Promise<LocalEngineStatus>;
}
