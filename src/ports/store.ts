import type { Release, ReleaseStep } from '../domain/release.ts';

/** One line of the journal: intent before an effect, done after it. */
export interface JournalEntry {
  readonly release: string;
  readonly step: ReleaseStep;
  readonly phase: 'intent' | 'done';
  /** What the step decided or found; JSON. */
  readonly data: Readonly<Record<string, unknown>>;
  /** Milliseconds since the epoch. */
  readonly at: number;
}

export interface RehearsalRecord {
  /** Hash of the tree that was rehearsed. */
  readonly tree: string;
  readonly service: string;
  readonly environment: string;
  readonly verdict: string;
  readonly reason: string;
  readonly message: string;
  readonly at: number;
}

/** What this machine remembers. It can be lost: git, the registry and the cluster know enough to rebuild it. Throws STORE_*. */
export interface Store {
  saveRelease(release: Release): Promise<void>;
  release(id: string): Promise<Release | undefined>;
  /** Newest first. */
  releases(filter?: {
    readonly service?: string;
    readonly environment?: string;
    readonly unfinished?: boolean;
    readonly limit?: number;
  }): Promise<readonly Release[]>;
  append(entry: JournalEntry): Promise<void>;
  journal(release: string): Promise<readonly JournalEntry[]>;
  saveRehearsal(record: RehearsalRecord): Promise<void>;
  rehearsal(tree: string, service: string, environment: string): Promise<RehearsalRecord | undefined>;
  close(): Promise<void>;
}
