import type { Actor } from '../domain/actor.ts';
import type { Language } from '../domain/language.ts';
import type { LoungeConfig } from '../domain/lounge-config.ts';
import type { Clock } from '../ports/clock.ts';
import type { Cluster } from '../ports/cluster.ts';
import type { ClusterAdministration } from '../ports/cluster-administration.ts';
import type { Delivery } from '../ports/delivery.ts';
import type { ImageBuilder } from '../ports/images.ts';
import type { HostKeys } from '../ports/host-keys.ts';
import type { LocalEngine } from '../ports/local-engine.ts';
import type { LocalRunner } from '../ports/local-runner.ts';
import type { Machine } from '../ports/machine.ts';
import type { Observer } from '../ports/observer.ts';
import type { Recordings } from '../ports/recordings.ts';
import type { Registry } from '../ports/registry.ts';
import type { RemoteReader } from '../ports/remote-reader.ts';
import type { Renderer } from '../ports/renderer.ts';
import type { Renders } from '../ports/renders.ts';
import type { Repository } from '../ports/repository.ts';
import type { Store } from '../ports/store.ts';
import type { Templates } from '../ports/templates.ts';
import type { Web } from '../ports/web.ts';
import type { Workspace } from '../ports/workspace.ts';

/** What is told while an operation works. Text is in the language of the context, redacted by the surface. */
export type Progress =
  | { readonly kind: 'step-started'; readonly step: string; readonly text: string }
  | { readonly kind: 'step-done'; readonly step: string; readonly text: string; readonly milliseconds: number }
  | { readonly kind: 'step-failed'; readonly step: string; readonly text: string; readonly milliseconds: number }
  | { readonly kind: 'note'; readonly text: string }
  | { readonly kind: 'output'; readonly line: string };

/** Where an environment runs: its cluster, its Argo CD, and the eyes on a release. */
export interface Engine {
  readonly name: string;
  readonly cluster: Cluster;
  readonly administration: ClusterAdministration;
  readonly delivery: Delivery;
  readonly observer: Observer;
}

/** Where a tree is rehearsed: an engine of this machine with a registry and a git remote of its own. */
export interface RehearsalStage {
  readonly engine: Engine;
  readonly registry: Registry;
  /** By which its nodes pull from that registry. */
  readonly login: { readonly user: string; readonly password: string };
  /** The same clone, with the stage's remote and the rehearsal's branch. */
  readonly repository: Repository;
  /** The remote as the stage's Argo CD reads it. */
  readonly repositoryUrl: string;
}

/** One lounge, opened: its settings and the ports that reach its world. Each port is made when it is first asked for. */
export interface Lounge {
  readonly config: LoungeConfig;
  readonly workspace: Workspace;
  readonly renderer: Renderer;
  readonly store: Store;
  readonly recordings: Recordings;
  readonly localEngine: LocalEngine;
  /** Values of `.env`; throws ENV_INVALID. All of them are registered for redaction. */
  environmentValues(): Promise<ReadonlyMap<string, string>>;
  repository(): Promise<Repository>;
  /** What commits render to, rendered by this process. */
  renders(): Promise<Renders>;
  /** The same, kept on disk from call to call: advice for who works here, never evidence. */
  keptRenders(): Promise<Renders>;
  /** The registry of an environment; the lounge's own for none. */
  registry(environment?: string): Promise<Registry>;
  /** Another registry, host[:port], asked without a login. */
  foreignRegistry(url: string): Registry;
  /** The first builder that works on this machine; base images come from the registry of the environment. */
  builder(environment?: string): Promise<ImageBuilder>;
  /** The engine of an environment; throws ENVIRONMENT_UNKNOWN, CLUSTER_*. */
  engine(environment: string): Promise<Engine>;
  /** The engine of this machine, where the tree of a branch is rehearsed; brought up when it is down. */
  rehearsal(branch: string, environment: string): Promise<RehearsalStage>;
  /** The address under which a published service answers on this engine, if it can be known. */
  publicUrl(service: string, environment: string): Promise<string | undefined>;
  close(): Promise<void>;
}

/** What an operation gets from the surface that calls it. */
export interface Context {
  readonly language: Language;
  readonly actor: Actor;
  /** Aborted by Ctrl-C or the caller. */
  readonly signal: AbortSignal;
  readonly clock: Clock;
  readonly machine: Machine;
  readonly templates: Templates;
  readonly web: Web;
  readonly hostKeys: HostKeys;
  readonly remoteReader: RemoteReader;
  /** Folder that the caller stands in. */
  readonly folder: string;
  progress(event: Progress): void;
  /** Asks a person; undefined when there is nobody to ask. */
  readonly confirm: ((question: string) => Promise<boolean>) | undefined;
  /** What was piped in, to its end. */
  readStandardInput(): Promise<string>;
  /** Text of a file that the caller named, or undefined. */
  readFile(path: string): Promise<string | undefined>;
  runner(): Promise<LocalRunner>;
  /** The lounge of the folder; throws CONFIG_MISSING. The same object each time. */
  lounge(folder?: string): Promise<Lounge>;
  /** The files of any folder, lounge or not; the first that is written makes it. */
  workspace(folder: string): Workspace;
  /** What the commits of a repository render to, with nothing kept. */
  rendersOf(repository: Repository): Renders;
  /** The repository that a push is arriving in, seen from its hook. */
  receivingRepository(): Repository;
  /** git in a folder that is not a lounge yet. */
  repositoryAt(folder: string, branch: string): Promise<Repository>;
  /** The engine of this machine for a folder that is not a lounge yet. */
  localEngineAt(folder: string): Promise<LocalEngine>;
}
