import type { ReleaseHeader, TimelineEvent } from '../domain/timeline.ts';

/** Recordings of releases: compressed, redacted, crash-safe (a file that ends in the middle is readable up to there). */
export interface Recordings {
  /** Opens the recording for writing; goes on where an interrupted one ended. */
  open(release: string, header: ReleaseHeader): Promise<RecordingWriter>;
  /** The recording as text (NDJSON), or undefined. */
  read(release: string): Promise<string | undefined>;
  list(): Promise<readonly { readonly release: string; readonly bytes: number; readonly modifiedAt: number }[]>;
  /** Removes what is older than this many days; returns how many. */
  prune(days: number): Promise<number>;
}

export interface RecordingWriter {
  write(event: TimelineEvent): void;
  close(): Promise<void>;
}
