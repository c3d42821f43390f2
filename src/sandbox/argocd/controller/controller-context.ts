import type { Clock } from '../../../platform/clock.ts';
import type { ObjectStore } from '../../kubernetes/store/object-store.ts';
import { readApplication, type Application } from '../application.ts';
import { readAppProject, type AppProject } from '../project/app-project.ts';
import type { SourceReader } from '../source/source-reader.ts';
import type { TrackedObjects } from './tracked-objects.ts';

/** How deep a refresh looks, as in Argo CD: only the tree, the known commit, the commit known for the branch, the remote. */
export type RefreshLevel = 'nothing' | 'recent' | 'latest' | 'force-resolve';
const LEVELS: readonly RefreshLevel[] = ['nothing', 'recent', 'latest', 'force-resolve'];

/** What the parts of the controller share. Applications are told by name: all live in one namespace. */
export interface ControllerContext {
  readonly store: ObjectStore;
  readonly clock: Clock;
  readonly namespace: string;
  readonly pollMs: number;
  readonly waveDelayMs: number;
  readonly reader: SourceReader;
  readonly tracked: TrackedObjects;
  /** Aborted when the controller stops. */
  readonly stopping: AbortSignal;
  readonly log: (line: string) => void;
  /** Without a level the Application is only looked at: whether something calls for a refresh. */
  readonly requestRefresh: (name: string, level?: RefreshLevel, delayMs?: number) => void;
  readonly takeRequestedLevel: (name: string) => RefreshLevel | undefined;
  readonly requestOperation: (name: string, delayMs?: number) => void;
}

export function isDeeper(level: RefreshLevel, than: RefreshLevel | undefined): boolean {
  return than === undefined || LEVELS.indexOf(level) > LEVELS.indexOf(than);
}

export function findApplication({ store, namespace }: ControllerContext, name: string): Application | undefined {
  const object = store.get('Application', namespace, name);
  return object && readApplication(object);
}

export function findProject({ store, namespace }: ControllerContext, { spec }: Application): AppProject | undefined {
  const object = store.get('AppProject', namespace, spec.project || 'default');
  return object && readAppProject(object);
}

export function isOperating({ operation, object }: Application): boolean {
  return operation !== undefined || object.metadata.deletionTimestamp !== undefined;
}
