import { LoungeError } from '../../../domain/errors.ts';
import type { ReleaseHeader } from '../../../domain/timeline.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Renders } from '../../../ports/renders.ts';
import type { Repository } from '../../../ports/repository.ts';
import type { Emit } from './emitter.ts';
import { renderedImages } from './rendered-images.ts';
import { pause, unlessHung } from './repeat.ts';

export interface WatchRepositoryOptions {
  readonly repository: Repository;
  readonly renders: Renders;
  readonly clock: Clock;
  readonly header: ReleaseHeader;
  /** Folder of the kustomization that is rendered, in the repository. */
  readonly overlayFolder: string;
  /** File that a release of this service changes. */
  readonly overlayFile: string;
  readonly signal: AbortSignal;
  readonly emit: Emit;
  readonly onImages: (images: readonly string[]) => void;
}

const INTERVAL_MS = 2000;
/** Newer releases of the service that are looked at. */
const MOST_NEWER = 20;
const MOST_COMMITS = 40;
/** Head of a branch that is not there, as git writes it. */
const NOWHERE = '0'.repeat(40);

/** Looks at the remote branch every two seconds, and at once when told to; tells its head when it changed, and what each commit renders. */
export class RepositoryWatch {
  private readonly options: WatchRepositoryOptions;
  private readonly commits: Set<string>;
  private readonly rendered = new Set<string>();
  private head: string | undefined;
  private lost = false;
  private wake = new AbortController();
  private unrendered = new AbortController();

  constructor(options: WatchRepositoryOptions) {
    this.options = options;
    const { previousCommit, commit } = options.header;
    this.commits = new Set([previousCommit, commit].filter((known) => known !== undefined && known !== null));
  }

  /** Something happened that a new head would explain. */
  look(): void {
    this.wake.abort();
  }

  /** A render may take seconds: the head is looked at meanwhile. */
  async run(): Promise<void> {
    const { clock, signal } = this.options;
    const rendering = async () => {
      while (!signal.aborted) {
        this.unrendered = new AbortController();
        await unlessHung(clock, signal, this.renderNew());
        await pause(clock, INTERVAL_MS, AbortSignal.any([signal, this.unrendered.signal]));
      }
    };
    const looking = async () => {
      while (!signal.aborted) {
        this.wake = new AbortController();
        await unlessHung(clock, signal, this.lookOnce());
        await pause(clock, INTERVAL_MS, AbortSignal.any([signal, this.wake.signal]));
      }
    };
    await Promise.all([looking(), rendering()]);
  }

  private async lookOnce(): Promise<void> {
    await this.unlessLost(async () => {
      const { remoteHead = NOWHERE } = await this.options.repository.fetch();
      if (this.lost) this.options.emit({ type: 'listed', kind: 'git', count: 1 });
      this.lost = false;
      if (remoteHead === this.head) return;
      await this.tellHead(remoteHead);
      this.head = remoteHead;
      this.unrendered.abort();
    });
  }

  private async renderNew(): Promise<void> {
    await this.unlessLost(async () => {
      const tried = new Set<string>();
      for (let next = this.mostWanted(tried); next !== undefined; next = this.mostWanted(tried)) {
        tried.add(next);
        await this.render(next);
      }
    });
  }

  /** The release's own commit, then the newest: a head may come while another is rendered. */
  private mostWanted(tried: ReadonlySet<string>): string | undefined {
    const { previousCommit, commit } = this.options.header;
    const newer = [...this.commits].filter((one) => one !== previousCommit && one !== commit).reverse();
    return [commit, ...newer, previousCommit ?? commit].find((one) => !this.rendered.has(one) && !tried.has(one));
  }

  private async unlessLost(act: () => Promise<void>): Promise<void> {
    try {
      await act();
    } catch (error) {
      if (this.options.signal.aborted) return;
      if (!(error instanceof LoungeError)) throw error;
      this.lost = true;
      this.options.emit({ type: 'gap', kind: 'git', reason: error.code });
    }
  }

  private async tellHead(remoteHead: string): Promise<void> {
    for (const commit of await this.newerReleases(remoteHead)) this.commits.add(commit);
    if (remoteHead !== NOWHERE) this.commits.add(remoteHead);
    this.forgetOldHeads();
    const contains: Record<string, boolean> = {};
    for (const commit of this.commits)
      contains[commit] = remoteHead !== NOWHERE && (await this.options.repository.isAncestor(commit, remoteHead));
    this.options.emit({ type: 'git', remoteHead, contains });
  }

  /** A branch that never rests must not make every look longer than the one before; the release's own commits come first and stay. */
  private forgetOldHeads(): void {
    const old = [...this.commits].slice(2, Math.max(2, this.commits.size - MOST_COMMITS));
    for (const commit of old) this.commits.delete(commit);
  }

  /** Commits after mine that changed the overlay of the service, whether the head shows it or not. */
  private async newerReleases(remoteHead: string): Promise<readonly string[]> {
    const { repository, header, overlayFile } = this.options;
    if (remoteHead === NOWHERE || !(await repository.isAncestor(header.commit, remoteHead))) return [];
    const commits = await repository.log({ from: header.commit, to: remoteHead, path: overlayFile, limit: MOST_NEWER });
    return commits.map(({ commit }) => commit);
  }

  private async render(commit: string): Promise<void> {
    const { repository, signal, emit } = this.options;
    if (this.rendered.has(commit) || signal.aborted || (await repository.resolve(commit)) === undefined) return;
    const result = await this.imagesOf(commit);
    this.rendered.add(commit);
    emit({ type: 'render', commit, ...result });
    this.options.onImages(result.images);
  }

  /** Only what kustomize itself finds wrong is a fact about the commit. */
  private async imagesOf(commit: string): Promise<{ images: string[]; error?: string }> {
    const { renders, overlayFolder, signal } = this.options;
    try {
      return { images: [...renderedImages(await renders.at(commit, overlayFolder, signal))] };
    } catch (error) {
      if (error instanceof LoungeError && error.code === 'RENDER_FAILED' && !signal.aborted)
        return { images: [], error: error.message.slice(0, 1000) };
      throw error;
    }
  }
}
