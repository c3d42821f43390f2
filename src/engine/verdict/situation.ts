import type { ReleaseHeader } from '../../domain/timeline.ts';
import type { Stored } from './kind-store.ts';
import type { Application } from './objects/application.ts';
import type { Job } from './objects/job.ts';
import { openProbes } from './probe-answers.ts';
import { findReleaseJobs } from './release-jobs.ts';
import type { SoakMemory } from './soak-memory.ts';
import type { State } from './state.ts';
import { findTargets, hasWantedTemplate, type Target } from './targets.ts';

/** Everything the rules look at, at one moment. */
export interface Situation {
  readonly header: ReleaseHeader;
  readonly state: State;
  readonly now: number;
  readonly declares: ReadonlySet<string>;
  readonly application?: Stored<Application>;
  /** The compared revision contains the commit. */
  readonly atMine: boolean;
  /** The compared revision is that of the commit, or of one on top of it whose render is known. */
  readonly understood: boolean;
  /** Synced at an understood revision, and no operation is running. */
  readonly settled: boolean;
  readonly targets: readonly Target[];
  readonly primary?: Target;
  /** A newer commit is on top, and the release was applied before: what fails now is not of this release. */
  readonly isOvertaken: boolean;
  readonly jobs: readonly Stored<Job>[];
  /** Every target has its pods, proved, and no old one is left. */
  readonly rolledOut: boolean;
  /** The service answers HTTP and is meant to run. */
  readonly serves: boolean;
  readonly soak: SoakMemory;
}

export function assess(state: State, soak: SoakMemory, now: number): Situation {
  const { header } = state;
  const application = state.application.objects.get(header.application);
  const view = application?.view;
  const atMine = view?.revision !== undefined && state.git.descendants.has(view.revision);
  const understood = atMine && !view.deleting && (view.revision === header.commit || state.renders.has(view.revision));
  const targets = findTargets(state);
  const primary = targets.find((target) => target.primary);
  const declares = new Set<string>(header.declares ?? []);
  const rolledOut = primary !== undefined && targets.every((target) => isRolledOut(target, declares));
  const keepsOld = declares.has('old-pods') && targets.some(({ pods }) => pods.stuck.length > 0);
  openProbes(state.probes, rolledOut, keepsOld, now);
  return {
    header,
    state,
    now,
    declares,
    application,
    atMine,
    understood,
    settled: understood && view?.syncStatus === 'Synced' && !view.operating && !view.deleting,
    targets,
    primary,
    isOvertaken: state.git.newer.size > 0 && state.applied.has(primary?.workload?.view.metadata.uid ?? ''),
    jobs: findReleaseJobs(state),
    rolledOut,
    serves: hasPort(header) && header.replicas > 0 && keepsPods(primary),
    soak,
  };
}

/** A workload that does not exist yet is expected to. */
function keepsPods(primary: Target | undefined): boolean {
  return primary?.kind.keepsPods === true && primary.workload?.view.replicas !== 0;
}

function hasPort(header: ReleaseHeader): boolean {
  const port = header.health?.port;
  return port !== undefined && port !== null && port !== 0 && port !== '';
}

function isRolledOut(target: Target, declares: ReadonlySet<string>): boolean {
  const { workload, kind, pods } = target;
  if (workload === undefined || !hasWantedTemplate(target)) return false;
  if (!kind.keepsPods) return true;
  if (!target.observed || kind.missing(workload.view, declares) !== undefined) return false;
  const kept = declares.has('old-pods') ? pods.stuck.length : 0;
  return pods.old.length === kept && target.proven.length + kept >= workload.view.replicas;
}
