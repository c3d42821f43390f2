import type { ReleaseHeader, TimelineEvent } from '../domain/timeline.ts';

/** Everything that is seen of one release, in the format of a recording, as it arrives. */
export interface Observer {
  /** Observes until `signal`; `at` counts from `header.at0`. Events of before the push have a negative `at`. Never rejects for what a gap can tell. */
  observe(
    header: ReleaseHeader,
    options: { readonly signal: AbortSignal },
    onEvent: (event: TimelineEvent) => void,
  ): Promise<void>;
}
