import { parseImageReference } from '../../../domain/image-reference.ts';
import { LoungeError } from '../../../domain/errors.ts';
import type { ReleaseHeader } from '../../../domain/timeline.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Registry } from '../../../ports/registry.ts';
import type { Emit } from './emitter.ts';
import { pause, unlessHung } from './repeat.ts';

const INTERVAL_MS = 5000;
const MOST_TAGS = 50;

/** Asks the registry for the tags of the release and of what came before and after it; tells each answer that is new. */
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
      for (const tag of this.tags) await unlessHung(clock, signal, this.inspect(tag));
      await pause(clock, INTERVAL_MS, AbortSignal.any([signal, this.wake.signal]));
    }
  }

  /** A registry that does not answer tells nothing: what it said last stands. */
  private async inspect(tag: string): Promise<void> {
    const { registry, header, signal, emit } = this.options;
    try {
      const repository = repositoryOf(header.image, registry.url);
      if (repository === undefined) return;
      const found = await registry.inspect(repository, tag);
      const answer = {
        tag,
        digest: found?.digest ?? null,
        manifests: [...(found?.manifests ?? [])],
        configs: [...(found?.configs ?? [])],
      };
      const text = JSON.stringify(answer);
      if (signal.aborted || this.told.get(tag) === text) return;
      this.told.set(tag, text);
      emit({ type: 'registry', ...answer });
    } catch (error) {
      if (!(error instanceof LoungeError) && !signal.aborted) throw error;
    }
  }
}

/** Undefined for an image of another registry: what this one says about the name would be about another image. */
function repositoryOf(image: string, registryUrl: string): string | undefined {
  return image.startsWith(`${registryUrl}/`) ? image.slice(registryUrl.length + 1) : undefined;
}
