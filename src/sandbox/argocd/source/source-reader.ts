import { stat } from 'node:fs/promises';
import { join, posix } from 'node:path';
import { exists, resolveInside } from '../../../platform/files.ts';
import { Turnstile } from '../../git/turnstile.ts';
import { deepFreeze } from '../../kubernetes/store/json.ts';
import type { KubernetesObject } from '../../kubernetes/store/object-store.ts';
import type { ApplicationSource } from '../application.ts';
import { readDirectory } from './directory.ts';
import { GitMirror, type RepositoryAccess } from './git-mirror.ts';
import { buildKustomization, type KustomizeCommand } from './kustomize.ts';
import { parseManifests } from './manifests.ts';
import { KUSTOMIZATION_FILES } from './refuse-remote-bases.ts';
import { SourceError } from './source-error.ts';

export interface DesiredState {
  readonly revision: string;
  readonly sourceType: 'Kustomize' | 'Directory';
  readonly objects: readonly KubernetesObject[];
}

export interface SourceReaderOptions {
  readonly folder: string;
  readonly kustomize: KustomizeCommand;
  /** Asked for every repository; undefined fetches the URL itself without a login. */
  readonly repositories: (repoURL: string) => RepositoryAccess | undefined;
}

const KEPT_RENDERS = 200;

/** Renders sources of Applications: repository → commit → checkout → manifests. Each result is kept by commit. */
export class SourceReader {
  readonly #options: SourceReaderOptions;
  readonly #mirrors = new Map<string, { readonly access: string; readonly mirror: GitMirror }>();
  readonly #renders = new Map<string, Promise<DesiredState>>();
  readonly #turnstile = new Turnstile(4, 10_000);

  constructor(options: SourceReaderOptions) {
    this.#options = options;
  }

  /** The commit that the revision names now (`fresh`) or named at the last fetch. */
  async resolve(source: ApplicationSource, revision: string, fresh: boolean): Promise<string> {
    return await this.#mirror(source.repoURL).resolve(revision === '' ? 'HEAD' : revision, fresh);
  }

  /** Throws SourceError. `anew` forgets what was rendered before. */
  async render(source: ApplicationSource, commit: string, anew: boolean): Promise<DesiredState> {
    const key = JSON.stringify([commit, source]);
    if (anew) this.#renders.delete(key);
    const known = this.#renders.get(key);
    if (known) return await known;
    const rendering = this.#render(source, commit);
    this.#renders.set(key, rendering);
    for (const oldest of this.#renders.keys()) {
      if (this.#renders.size <= KEPT_RENDERS) break;
      this.#renders.delete(oldest);
    }
    rendering.catch(() => this.#renders.delete(key));
    return await rendering;
  }

  #mirror(repoURL: string): GitMirror {
    const access = this.#options.repositories(repoURL) ?? {};
    const known = this.#mirrors.get(repoURL);
    if (known?.access === JSON.stringify(access)) return known.mirror;
    const mirror = new GitMirror(join(this.#options.folder, 'repositories'), repoURL, access);
    this.#mirrors.set(repoURL, { access: JSON.stringify(access), mirror });
    return mirror;
  }

  async #render(source: ApplicationSource, commit: string): Promise<DesiredState> {
    refuseUnsupported(source);
    const checkout = await this.#mirror(source.repoURL).checkout(commit);
    const path = await requireFolder(checkout, source.path ?? '');
    const leave = await this.#turnstile.enter();
    try {
      const kustomized = await holdsAny(join(checkout, path), KUSTOMIZATION_FILES);
      if (!kustomized && (await holdsAny(join(checkout, path), ['Chart.yaml']))) throw unsupported('Helm charts');
      const objects = kustomized
        ? await this.#kustomize(checkout, path)
        : await readDirectory(checkout, path, source.directory ?? {});
      return { revision: commit, sourceType: kustomized ? 'Kustomize' : 'Directory', objects: deepFreeze(objects) };
    } finally {
      leave?.();
    }
  }

  async #kustomize(checkout: string, path: string): Promise<KubernetesObject[]> {
    const scratch = join(this.#options.folder, 'scratch');
    return parseManifests(
      await buildKustomization(this.#options.kustomize, checkout, path, scratch),
      'kustomize build',
    );
  }
}

function refuseUnsupported(source: ApplicationSource): void {
  for (const field of ['chart', 'helm', 'plugin', 'kustomize', 'ref'] as const) {
    if (source[field] !== undefined) throw unsupported(`source.${field}`);
  }
  if (source.directory?.jsonnet !== undefined) throw unsupported('source.directory.jsonnet');
}

function unsupported(what: string): SourceError {
  return new SourceError(`${what} is not supported here: write plain manifests or a kustomization`);
}

async function requireFolder(checkout: string, path: string): Promise<string> {
  if (posix.isAbsolute(path)) throw new SourceError(`${path}: app path is absolute`);
  const inside = await resolveInside(checkout, path);
  if (inside === undefined) throw new SourceError(`${path}: app path outside root`);
  const found = await stat(inside).catch(() => undefined);
  if (!found) throw new SourceError(`${path}: app path does not exist`);
  if (!found.isDirectory()) throw new SourceError(`${path}: app path is not a directory`);
  return posix.normalize(path === '' ? '.' : path);
}

async function holdsAny(folder: string, names: readonly string[]): Promise<boolean> {
  const found = await Promise.all(names.map(async (name) => await exists(join(folder, name))));
  return found.includes(true);
}
