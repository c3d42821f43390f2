import { parseImageReference } from '../../../domain/image-reference.ts';
import { LoungeError } from '../../../domain/errors.ts';
import type { ReleaseHeader } from '../../../domain/timeline.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Registry } from '../../../ports/registry.ts';
import type { Emit } from './emitter.ts';
import { pause, unlessHung } from './repeat.ts';

const INTERVAL_MS = 5000;
/** While the image of the release is not there. */
const ABSENT_INTERVAL_MS = 1000;
const MOST_TAGS = 50;

/** Asks the registry for the tags of the release and of what came before and after it; tells each answer that is new, and every time that the release's image is not there. */
export class RegistryWatch {
  private readonly options: {
    readonly registry: Registry;
    readonly clock: Clock;
    readonly header: ReleaseHeader;
    readonly signal: AbortSignal;
    readonly emit: Emit;
  };
  private readonly told = new Map<string, string>();
  private readonly tags = new Set<string>();
  private wake = new AbortController();
  private isAbsent = false;

  constructor(options: RegistryWatch['options']) {
    this.options = options;
    if (typeof options.header.tag === 'string') this.tags.add(options.header.tag);
  }

  /** Takes up the tags of this service's image in what a commit renders. */
  lookFor(images: readonly string[]): void {
    const { image } = this.options.header;
    for (const text of images) {
      if (!text.startsWith(`${image}:`) || this.tags.size >= MOST_TAGS) continue;
      const tag = parseImageReference(text)?.tag;
      if (tag === undefined || this.tags.has(tag)) continue;
      this.tags.add(tag);
      this.wake.abort();
    }
  }

  async run(): Promise<void> {
    const { clock, signal } = this.options;
    while (!signal.aborted) {
      this.wake = new AbortController();
      await unlessHung(clock, signal, this.lookAtAll());
      const interval = this.isAbsent ? ABSENT_INTERVAL_MS : INTERVAL_MS;
      await pause(clock, interval, AbortSignal.any([signal, this.wake.signal]));
    }
  }

  /** The release's image is asked for by its digest, as nodes do, where its tag does not lead to it. */
  private async lookAtAll(): Promise<void> {
    const { digests, tag: own } = this.options.header;
    const [digest = ''] = digests;
    let isThere = false;
    for (const tag of this.tags) {
      const found = await this.inspect(tag);
      if (tag === own) isThere = typeof found === 'string' && digests.includes(found);
    }
    this.isAbsent = !isThere && (await this.inspect(digest, true)) === null;
  }

  /** The digest that was found, or null. A registry that does not answer tells nothing: what it said last stands. */
  private async inspect(reference: string, again = false): Promise<string | null | undefined> {
    const { registry, header, signal, emit } = this.options;
    try {
      const repository = repositoryOf(header.image, registry.url);
      if (repository === undefined) return undefined;
      const found = await registry.inspect(repository, reference);
      if (signal.aborted) return undefined;
      const { digest = null, manifests = [], configs = [] } = found ?? {};
      const text = JSON.stringify([digest, manifests, configs]);
      const isNew = this.told.get(reference) !== text;
      this.told.set(reference, text);
      if (isNew || (again && digest === null))
        emit({ type: 'registry', tag: reference, digest, manifests: [...manifests], configs: [...configs] });
      return digest;
    } catch (error) {
      if (!(error instanceof LoungeError) && !signal.aborted) throw error;
      return undefined;
    }
  }
}

/** Undefined for an image of another registry: what this one says about the name would be about another image. */
function repositoryOf(image: string, registryUrl: string): string | undefined {
  return image.startsWith(`${registryUrl}/`) ? image.slice(registryUrl.length + 1) : undefined;
}
