/** An image as a pod names it, in its parts. */
export interface ImageName {
  /** 127.0.0.1:5000 */
  readonly registry: string;
  readonly repository: string;
  readonly tag?: string;
  /** sha256:… */
  readonly digest?: string;
}

const DIGEST = /^sha256:[0-9a-f]{64}$/;
const TAG = /^\w[\w.-]{0,127}$/;
const REPOSITORY = /^[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*(?:\/[a-z0-9]+(?:(?:[._]|__|-+)[a-z0-9]+)*)*$/;
const REGISTRY = /^(?:[A-Za-z0-9](?:[A-Za-z0-9.-]*[A-Za-z0-9])?|\[[0-9a-fA-F:]+\])(?::\d{1,5})?$/;
const LONGEST_NAME = 512;

/** Undefined for what is no image name (InvalidImageName). Without a tag and a digest the tag is `latest`. */
export function parseImageName(text: string): ImageName | undefined {
  if (text.length > LONGEST_NAME) return undefined;
  const [named = '', digest, ...more] = text.split('@');
  if (more.length > 0 || (digest !== undefined && !DIGEST.test(digest))) return undefined;
  const colon = named.lastIndexOf(':');
  const hasTag = colon > named.lastIndexOf('/');
  const tag = hasTag ? named.slice(colon + 1) : digest === undefined ? 'latest' : undefined;
  if (tag !== undefined && !TAG.test(tag)) return undefined;
  const place = splitRegistry(hasTag ? named.slice(0, colon) : named);
  if (!REGISTRY.test(place.registry) || !REPOSITORY.test(place.repository)) return undefined;
  return { ...place, ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) };
}

/** As docker does: a first part that looks like a host is one. */
function splitRegistry(path: string): { registry: string; repository: string } {
  const slash = path.indexOf('/');
  const first = slash < 0 ? '' : path.slice(0, slash);
  if (/[.:]/.test(first) || first === 'localhost') return { registry: first, repository: path.slice(slash + 1) };
  return { registry: 'docker.io', repository: slash < 0 ? `library/${path}` : path };
}

/** As containerd names what it asks for: a digest makes the tag fall away. */
export function referenceOf({ registry, repository, tag, digest }: ImageName): string {
  return `${registry}/${repository}${digest === undefined ? `:${tag}` : `@${digest}`}`;
}
