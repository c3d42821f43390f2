import type { ReleaseHeader } from '../../domain/timeline.ts';
import type { PodContainer } from './objects/pod.ts';

/** `mine`: the released image. `other`: another image of its repository. `foreign`: none of ours. */
export type Template = 'mine' | 'other' | 'foreign';
export type Running = Template | 'pending' | 'unknown';

export interface ImageIdentity {
  /** What a manifest asks for. */
  ofReference(image: string): Template;
  /** Whether a list of images holds the released one, and no other of its repository. */
  ofTemplate(images: readonly string[]): Template;
  /** What a container really runs. */
  ofContainer(container: PodContainer): Running;
  /** What a registry says of a digest: its platform manifests and the image configs behind them. */
  learn(digest: string, manifests: readonly string[], configs: readonly string[]): void;
}

interface Knowledge {
  readonly header: ReleaseHeader;
  /** Every manifest of the released image. */
  readonly digests: Set<string>;
  readonly ownConfigs: Set<string>;
  readonly configsOf: Map<string, readonly string[]>;
  readonly references: Map<string, Template>;
  /** What is known of each container as long as nothing new is learnt: they are asked at every event. */
  containers: WeakMap<PodContainer, Running>;
}

/** Tells images apart by digest, and where the runtime names another manifest, by the image config. */
export function createImageIdentity(header: ReleaseHeader): ImageIdentity {
  const knowledge: Knowledge = {
    header,
    digests: new Set(header.digests),
    ownConfigs: new Set(),
    configsOf: new Map(),
    references: new Map(),
    containers: new WeakMap(),
  };
  return {
    ofReference: (image) => ofReference(knowledge, image),
    ofTemplate(images) {
      let mine = false;
      for (const image of images) {
        const kind = ofReference(knowledge, image);
        if (kind === 'other') return 'other';
        if (kind === 'mine') mine = true;
      }
      return mine ? 'mine' : 'foreign';
    },
    ofContainer(container) {
      const known = knowledge.containers.get(container) ?? ofContainer(knowledge, container);
      knowledge.containers.set(container, known);
      return known;
    },
    learn: (digest, manifests, configs) => learn(knowledge, digest, manifests, configs),
  };
}

function ofReference({ header, digests, references }: Knowledge, image: string): Template {
  let known = references.get(image);
  if (known === undefined) {
    known = classify(image, header.image, digests);
    if (references.size < 10_000) references.set(image, known);
  }
  return known;
}

function ofContainer(knowledge: Knowledge, container: PodContainer): Running {
  const { digests, ownConfigs, configsOf } = knowledge;
  const wanted = ofReference(knowledge, container.wanted);
  if (wanted === 'foreign') return 'foreign';
  if (container.imageId === '') return 'pending';
  const reported = digestOf(container.imageId);
  const config = digestOf(container.image);
  if (digests.has(reported) || ownConfigs.has(reported) || ownConfigs.has(config)) return 'mine';
  const configs = configsOf.get(reported);
  if (configs?.some((one) => ownConfigs.has(one)) === true) return 'mine';
  if (wanted === 'other') return 'other';
  // Only the registry can settle whether another manifest is the same image.
  return ownConfigs.size > 0 && (configs !== undefined || isDigest(container.image)) ? 'other' : 'unknown';
}

function learn(knowledge: Knowledge, digest: string, manifests: readonly string[], configs: readonly string[]): void {
  const { header, digests, ownConfigs, configsOf } = knowledge;
  knowledge.containers = new WeakMap();
  configsOf.set(digest, configs);
  for (const manifest of manifests) if (!configsOf.has(manifest)) configsOf.set(manifest, configs);
  if (header.digests.includes(digest)) for (const manifest of manifests) digests.add(manifest);
  else if (!manifests.some((one) => header.digests.includes(one))) return;
  for (const config of configs) ownConfigs.add(config);
  knowledge.references.clear();
}

function classify(image: string, repository: string, digests: ReadonlySet<string>): Template {
  if (image.includes('@') && digests.has(digestOf(image))) return 'mine';
  return repositoryOf(image) === repository ? 'other' : 'foreign';
}

/** `registry/repository` without tag and digest. */
function repositoryOf(image: string): string {
  const name = image.split('@', 1)[0] ?? '';
  const colon = name.indexOf(':', name.lastIndexOf('/') + 1);
  return colon < 0 ? name : name.slice(0, colon);
}

/** The digest in whatever form a runtime writes it: `repository@sha256:…`, `docker-pullable://…`, `sha256:…`. */
function digestOf(image: string): string {
  return image.slice(image.lastIndexOf('@') + 1);
}

function isDigest(image: string): boolean {
  return image.startsWith('sha256:');
}
