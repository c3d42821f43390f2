import type { Clock } from '../../platform/clock.ts';
import type { ObjectStore } from '../kubernetes/store/object-store.ts';
import type { RepositoryAccess } from './source/git-mirror.ts';
import type { KustomizeCommand } from './source/kustomize.ts';

export interface ArgoControllerOptions {
  readonly store: ObjectStore;
  readonly clock: Clock;
  /** For mirrors and checkouts of repositories; all of it can be made anew. */
  readonly folder: string;
  /** Where and as whom a repository is fetched; undefined: its own URL, without a login. */
  readonly repositories: (repoURL: string) => RepositoryAccess | undefined;
  readonly kustomize: KustomizeCommand;
  /** Where Applications and AppProjects live. Default `argocd`. */
  readonly namespace?: string;
  /** Seconds after which a remote is asked again, half as much again at most. Default 120. */
  readonly pollSeconds?: number;
  /** Seconds between two sync waves. Default 2, as Argo CD. */
  readonly waveDelaySeconds?: number;
  readonly log?: (line: string) => void;
  /** Tells of pushes, as a webhook would: the repository's URL as Applications name it, undefined for any. */
  readonly subscribePush?: (listener: (repoURL?: string) => void) => () => void;
}
