import { z } from 'zod';

/** An image name in its parts, after the distribution specification. */
export const ImageReference = z.object({
  registry: z.string(),
  repository: z.string(),
  tag: z.string().optional(),
  digest: z.string().optional(),
});
export type ImageReference = z.infer<typeof ImageReference>;

const REPOSITORY =
  /^[a-z0-9]+(?:[._-]{1,2}[a-z0-9]+|-+[a-z0-9]+)*(?:\/[a-z0-9]+(?:[._-]{1,2}[a-z0-9]+|-+[a-z0-9]+)*)*$/;

/** Parses `registry/repository[:tag][@digest]`; docker.io and `library/` are filled in as Docker does. Undefined when it is not a reference. */
export function parseImageReference(text: string): ImageReference | undefined {
  if (text.length > 512) return undefined;
  const [withoutDigest = '', digest, ...more] = text.split('@');
  if (more.length > 0 || (digest !== undefined && !/^sha256:[0-9a-f]{64}$/.test(digest))) return undefined;
  const slash = withoutDigest.lastIndexOf('/');
  const colon = withoutDigest.indexOf(':', slash + 1);
  const name = colon < 0 ? withoutDigest : withoutDigest.slice(0, colon);
  const tag = colon < 0 ? undefined : withoutDigest.slice(colon + 1);
  if (tag !== undefined && !/^\w[\w.-]{0,127}$/.test(tag)) return undefined;
  const { registry, repository } = splitRegistry(name);
  if (!REPOSITORY.test(repository)) return undefined;
  return { registry, repository, ...(tag === undefined ? {} : { tag }), ...(digest === undefined ? {} : { digest }) };
}

function splitRegistry(name: string): { registry: string; repository: string } {
  const first = name.split('/', 1)[0] ?? '';
  const isHost = name.includes('/') && (/[.:]/.test(first) || first === 'localhost');
  if (isHost) return { registry: first, repository: name.slice(first.length + 1) };
  return { registry: 'docker.io', repository: name.includes('/') ? name : `library/${name}` };
}
