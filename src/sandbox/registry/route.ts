import { RegistryFailure } from './registry-failure.ts';

/** What a path of the distribution API names. */
export type Route =
  | { readonly kind: 'root' }
  | { readonly kind: 'catalog' }
  | { readonly kind: 'blob'; readonly repository: string; readonly digest: string }
  | { readonly kind: 'uploads'; readonly repository: string }
  | { readonly kind: 'upload'; readonly repository: string; readonly upload: string }
  | { readonly kind: 'manifest'; readonly repository: string; readonly reference: string }
  | { readonly kind: 'tags'; readonly repository: string }
  | { readonly kind: 'referrers'; readonly repository: string; readonly digest: string };

const COMPONENT = /^[a-z0-9]+(?:(?:\.|_|__|-+)[a-z0-9]+)*$/;
const DIGEST = /^sha256:[0-9a-f]{64}$/;
const TAG = /^\w[\w.-]{0,127}$/;
const UPLOAD = /^[0-9a-f]{8}(?:-[0-9a-f]{4}){3}-[0-9a-f]{12}$/;
const LONGEST_NAME = 255;

/** Parses the path of a request; undefined when it is none of the API. Every part is checked, so parts are safe as file names. */
export function parseRoute(path: string): Route | undefined {
  if (path === '/v2/' || path === '/v2') return { kind: 'root' };
  if (path === '/v2/_catalog') return { kind: 'catalog' };
  const match = /^\/v2\/(.+)\/(?:(blobs|manifests|tags|referrers)\/([^/]+)|blobs\/(uploads)\/([^/]*))$/.exec(path);
  if (!match) return undefined;
  const [, name = '', group = '', item = '', uploads, upload = ''] = match;
  const repository = checkRepository(name);
  if (uploads !== undefined) return uploadRoute(repository, upload);
  if (group === 'blobs')
    return item === 'uploads'
      ? { kind: 'uploads', repository }
      : { kind: 'blob', repository, digest: checkDigest(item) };
  if (group === 'manifests') return { kind: 'manifest', repository, reference: checkReference(item) };
  if (group === 'referrers') return { kind: 'referrers', repository, digest: checkDigest(item) };
  return item === 'list' ? { kind: 'tags', repository } : undefined;
}

function uploadRoute(repository: string, upload: string): Route {
  if (upload === '') return { kind: 'uploads', repository };
  if (!UPLOAD.test(upload)) throw new RegistryFailure('BLOB_UPLOAD_UNKNOWN', 'There is no such upload.');
  return { kind: 'upload', repository, upload };
}

export function isRepository(name: string): boolean {
  return name.length <= LONGEST_NAME && name.split('/').every((part) => COMPONENT.test(part));
}

export function isDigest(text: string): boolean {
  return DIGEST.test(text);
}

function checkRepository(name: string): string {
  if (isRepository(name)) return name;
  throw new RegistryFailure(
    'NAME_INVALID',
    'A repository name is lower case letters, digits and single . _ - between them, parts joined by /.',
  );
}

/** The digest, if it is one this registry keeps. */
export function checkDigest(text: string): string {
  if (isDigest(text)) return text;
  throw new RegistryFailure('DIGEST_INVALID', 'A digest is sha256: and 64 hexadecimal digits.');
}

function checkReference(text: string): string {
  if (text.includes(':')) return checkDigest(text);
  if (TAG.test(text)) return text;
  throw new RegistryFailure(
    'TAG_INVALID',
    'A tag is at most 128 of letters, digits and . _ -, not starting with . or -.',
  );
}
