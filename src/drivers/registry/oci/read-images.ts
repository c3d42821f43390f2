import { LoungeError } from '../../../domain/errors.ts';
import type { RegistryImage } from '../../../ports/registry.ts';
import {
  MANIFEST_TYPES,
  MAX_DOCUMENT_BYTES,
  parseImageDocument,
  parseJson,
  sha256,
  type ImageDocument,
} from './image-documents.ts';
import type { RegistryClient } from './registry-client.ts';

export interface FetchedDocument {
  readonly digest: string;
  readonly mediaType: string;
  readonly content: Buffer;
  readonly document: ImageDocument;
}

const MAX_PAGES = 1000;

export function repositoryPath(client: RegistryClient, repository: string): string {
  return `/v2/${client.address.prefix}${repository}`;
}

export function pullScope(client: RegistryClient, repository: string): string {
  return `repository:${client.address.prefix}${repository}:pull`;
}

/** The manifest or index under a tag or digest, its digest verified; undefined when there is none. */
export async function fetchDocument(
  client: RegistryClient,
  repository: string,
  reference: string,
  signal?: AbortSignal,
): Promise<FetchedDocument | undefined> {
  const path = `${repositoryPath(client, repository)}/manifests/${reference}`;
  const headers = { Accept: MANIFEST_TYPES.join(', ') };
  const request = {
    method: 'GET',
    path,
    headers,
    scope: pullScope(client, repository),
    ...(signal ? { signal } : {}),
  } as const;
  const { reply, body } = await client.read(request, MAX_DOCUMENT_BYTES, [404]);
  if (reply.status === 404) return undefined;
  const digest = sha256(body);
  const stated = reply.headers['docker-content-digest'];
  const expected = reference.includes(':') ? reference : (stated ?? digest);
  if (typeof expected === 'string' && expected !== digest) {
    throw new LoungeError('REGISTRY_DIGEST_MISMATCH', {
      reference: `${repository}:${reference}`,
      found: digest,
      expected,
    });
  }
  const document = parseImageDocument(body);
  if (document === undefined) throw failed(client, reply.status, `${repository}:${reference} is not an image`);
  const mediaType = (reply.headers['content-type'] ?? '').split(';', 1)[0]?.trim() ?? '';
  return { digest, mediaType, content: body, document };
}

export async function inspectImage(
  client: RegistryClient,
  repository: string,
  reference: string,
): Promise<RegistryImage | undefined> {
  const found = await fetchDocument(client, repository, reference);
  if (found === undefined) return undefined;
  const { digest, mediaType, document } = found;
  if (document.kind === 'manifest') return { digest, mediaType, manifests: [], configs: [document.config.digest] };
  const manifests = document.manifests.map((one) => one.digest);
  const behind = await Promise.all(manifests.map(async (one) => await fetchDocument(client, repository, one)));
  const configs = behind.flatMap((one) => (one?.document.kind === 'manifest' ? [one.document.config.digest] : []));
  return { digest, mediaType, manifests, configs };
}

/** The OCI image config; of an index, the one for the architecture of this machine, else the first. */
export async function fetchConfig(
  client: RegistryClient,
  repository: string,
  reference: string,
): Promise<Readonly<Record<string, unknown>> | undefined> {
  const found = await fetchDocument(client, repository, reference);
  if (found === undefined) return undefined;
  if (found.document.kind === 'index') {
    const architecture = process.arch === 'x64' ? 'amd64' : process.arch;
    const { manifests } = found.document;
    const chosen = manifests.find((one) => one.platform?.architecture === architecture) ?? manifests[0];
    return chosen === undefined ? undefined : await fetchConfig(client, repository, chosen.digest);
  }
  const { digest } = found.document.config;
  const request = {
    method: 'GET',
    path: `${repositoryPath(client, repository)}/blobs/${digest}`,
    scope: pullScope(client, repository),
  } as const;
  const { reply, body } = await client.read(request, MAX_DOCUMENT_BYTES);
  const value = parseJson(body);
  if (sha256(body) !== digest || typeof value !== 'object' || value === null)
    throw failed(client, reply.status, `the config of ${repository} is damaged`);
  return value as Readonly<Record<string, unknown>>;
}

/** All tags, page by page; empty when the repository does not exist. */
export async function listTags(client: RegistryClient, repository: string): Promise<readonly string[]> {
  const tags: string[] = [];
  let path: string | undefined = `${repositoryPath(client, repository)}/tags/list?n=1000`;
  for (let page = 0; path !== undefined && page < MAX_PAGES; page += 1) {
    const { reply, body } = await client.read(
      { method: 'GET', path, scope: pullScope(client, repository) },
      MAX_DOCUMENT_BYTES,
      [404],
    );
    if (reply.status === 404) return tags;
    const value = parseJson(body) as { readonly tags?: unknown } | undefined;
    if (Array.isArray(value?.tags)) tags.push(...value.tags.filter((tag) => typeof tag === 'string'));
    const next: string | undefined = /<([^>]+)>\s*;\s*rel="?next"?/.exec(String(reply.headers['link'] ?? ''))?.[1];
    path = next === undefined ? undefined : new URL(next, new URL(path, client.address.origin)).href;
    // A next page elsewhere would take the login there.
    if (path !== undefined && !path.startsWith(`${client.address.origin}/`)) path = undefined;
  }
  return tags;
}

function failed(client: RegistryClient, status: number, problem: string): LoungeError {
  return new LoungeError('REGISTRY_FAILED', { registry: client.address.name, status, problem });
}
