import type { ReleaseHeader, TimelineEvent } from '../../domain/timeline.ts';
import { createImageIdentity, type ImageIdentity } from './image-identity.ts';
import { createKindStore, type KindStore, type Stored } from './kind-store.ts';
import {
  compileLinePattern,
  createGitMemory,
  rememberGit,
  rememberLine,
  type GitMemory,
  type LinePattern,
  type LogMemory,
  type ProbeMemory,
} from './memories.ts';
import { readApplication, type Application } from './objects/application.ts';
import { readWarning, type WarningEvent } from './objects/event.ts';
import { readJob, type Job } from './objects/job.ts';
import { readPod, type Pod } from './objects/pod.ts';
import { readEndpointSlice, readService, type EndpointSlice, type Service } from './objects/service.ts';
import { readWorkload, type Workload } from './objects/workload.ts';
import { createHistory, rememberObject, type History } from './history.ts';
import { createApplicationMemory, rememberApplication, type ApplicationMemory } from './application-memory.ts';
import { rememberProbe } from './probe-answers.ts';
import type { Fact } from './receipts.ts';

/** Everything observed so far. */
export interface State extends History {
  readonly header: ReleaseHeader;
  readonly images: ImageIdentity;
  readonly application: KindStore<Application>;
  readonly deployments: KindStore<Workload>;
  readonly statefulSets: KindStore<Workload>;
  readonly replicaSets: KindStore<Workload>;
  readonly cronJobs: KindStore<Workload>;
  readonly pods: KindStore<Pod>;
  readonly services: KindStore<Service>;
  readonly slices: KindStore<EndpointSlice>;
  readonly jobs: KindStore<Job>;
  /** Warnings by the uid of the object that they are about. */
  readonly warnings: Map<string, Map<string, Stored<WarningEvent>>>;
  readonly byKind: ReadonlyMap<string, KindStore>;
  readonly applicationMemory: ApplicationMemory;
  readonly git: GitMemory;
  readonly renders: Map<string, { readonly images: readonly string[]; readonly error?: string; readonly fact: Fact }>;
  registry?: Fact;
  /** The registry's last answer about the digest of the release, when it is that there is none. */
  absence?: { readonly at: number; readonly fact: Fact };
  readonly probes: ProbeMemory;
  readonly logs: Map<string, LogMemory>;
  readonly linePatterns: readonly LinePattern[];
  readonly criteria: Map<string, { readonly holds: boolean; readonly detail: string; readonly fact: Fact }>;
  readonly routes: Map<
    string,
    { readonly approved: boolean; readonly reached?: boolean; readonly detail: string; readonly fact: Fact }
  >;
}

export function createState(header: ReleaseHeader): State {
  return {
    header,
    images: createImageIdentity(header),
    ...createStores(),
    warnings: new Map(),
    applicationMemory: createApplicationMemory(),
    git: createGitMemory(header.commit),
    renders: new Map(),
    probes: { bad: [], lastIsBad: false, oldMayAnswer: false },
    logs: new Map(),
    linePatterns: (header.logErrorPatterns ?? []).map(compileLinePattern),
    criteria: new Map(),
    routes: new Map(),
    ...createHistory(),
  };
}

function createStores() {
  const application = createKindStore(readApplication);
  const deployments = createKindStore(readWorkload);
  const statefulSets = createKindStore(readWorkload);
  const replicaSets = createKindStore(readWorkload);
  const cronJobs = createKindStore(readWorkload);
  const pods = createKindStore(readPod);
  const services = createKindStore(readService);
  const slices = createKindStore(readEndpointSlice);
  const jobs = createKindStore(readJob);
  const byKind = new Map<string, KindStore>([
    ['Application', application],
    ['Deployment', deployments],
    ['StatefulSet', statefulSets],
    ['ReplicaSet', replicaSets],
    ['CronJob', cronJobs],
    ['Pod', pods],
    ['Service', services],
    ['EndpointSlice', slices],
    ['Job', jobs],
  ]);
  return { application, deployments, statefulSets, replicaSets, cronJobs, pods, services, slices, jobs, byKind };
}

/** Takes one event in. False when nothing the rules look at has changed. */
export function applyEvent(state: State, event: TimelineEvent): boolean {
  const fact: Fact = { event };
  switch (event.type) {
    case 'watch':
      return applyWatch(state, event, fact);
    case 'listed':
      if (event.kind === 'git') state.git.blind = undefined;
      state.byKind.get(event.kind)?.listed(event.count, fact);
      return true;
    case 'gap':
      if (event.kind === 'git') state.git.blind = { reason: event.reason, fact };
      state.byKind.get(event.kind)?.gap(event.reason, fact);
      return true;
    case 'git':
      state.git.blind = undefined;
      rememberGit(state.git, state.header.commit, event, fact);
      return true;
    case 'render':
      state.renders.set(event.commit, { images: event.images ?? [], error: event.error ?? undefined, fact });
      return true;
    case 'log':
      return rememberLine(state.logs, state.linePatterns, event, fact);
    case 'probe':
      rememberProbe(state.probes, state.header, event, fact);
      return true;
    case 'time':
      return false;
    default:
      return applyAnswer(state, event, fact);
  }
}

function applyAnswer(state: State, event: TimelineEvent, fact: Fact): boolean {
  if (event.type === 'registry') applyRegistry(state, event, fact);
  if (event.type === 'criterion') {
    state.criteria.set(event.id, { holds: event.holds, detail: event.detail ?? '', fact });
  }
  if (event.type === 'route') {
    const { approved, reached, detail } = event;
    state.routes.set(event.host, { approved, reached: reached ?? undefined, detail: detail ?? '', fact });
  }
  return true;
}

function applyRegistry(state: State, event: Extract<TimelineEvent, { type: 'registry' }>, fact: Fact): void {
  const { digests, tag } = state.header;
  if (event.digest) {
    state.images.learn(event.digest, event.manifests ?? [], event.configs ?? []);
    if (event.tag === tag) state.registry = fact;
    if (digests.includes(event.digest)) state.absence = undefined;
  } else if (event.tag && digests.includes(event.tag)) state.absence = { at: event.at, fact };
}

function applyWatch(state: State, event: Extract<TimelineEvent, { type: 'watch' }>, fact: Fact): boolean {
  const kind = event.object['kind'];
  if (kind === 'Event') return applyWarning(state, event, fact);
  const store = typeof kind === 'string' ? state.byKind.get(kind) : undefined;
  if (store === undefined || !isInScope(state.header, kind, event.object)) return false;
  if (!store.watch(event, fact)) return false;
  if (kind === 'Application') rememberApplication(state.applicationMemory, state.application, state.header, event);
  else if (event.event !== 'DELETED') rememberObject(state, kind, nameOf(event.object), event.at);
  return true;
}

function applyWarning(state: State, event: Extract<TimelineEvent, { type: 'watch' }>, fact: Fact): boolean {
  const view = readWarning(event.object);
  if (view === undefined || view.about === '') return false;
  const about = state.warnings.get(view.about) ?? new Map<string, Stored<WarningEvent>>();
  const known = about.get(view.metadata.uid);
  // A repeated Event of an earlier count tells nothing new; one that expired still happened.
  if (event.event === 'DELETED' || (known !== undefined && known.view.count >= view.count)) return false;
  state.warnings.set(view.about, about);
  about.set(view.metadata.uid, { view, fact, old: event.at < 0 });
  return true;
}

function nameOf(object: Readonly<Record<string, unknown>>): string {
  const metadata = object['metadata'];
  return typeof metadata === 'object' && metadata !== null && 'name' in metadata ? String(metadata.name) : '';
}

/** Only this Application, and only this namespace. */
function isInScope(header: ReleaseHeader, kind: unknown, object: Readonly<Record<string, unknown>>): boolean {
  const metadata = object['metadata'];
  if (typeof metadata !== 'object' || metadata === null) return true;
  if (kind === 'Application') return !('name' in metadata) || metadata.name === header.application;
  return !('namespace' in metadata) || metadata.namespace === header.namespace;
}
