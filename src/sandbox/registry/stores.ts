import type { ContentStore } from './content-store.ts';
import type { RepositoryStore } from './repository-store.ts';
import type { UploadSessions } from './upload-sessions.ts';

/** All that a registry keeps. */
export interface Stores {
  readonly content: ContentStore;
  readonly repositories: RepositoryStore;
  readonly uploads: UploadSessions;
}
