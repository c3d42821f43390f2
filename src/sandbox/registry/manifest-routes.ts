import { createHash } from 'node:crypto';
import { readFile } from 'node:fs/promises';
import { answer, answerBytes, answerJson, notAllowed, page, readBody, type Exchange } from './exchange.ts';
import { readManifest, type ManifestFacts } from './manifest-schema.ts';
import { RegistryFailure } from './registry-failure.ts';
import type { Stores } from './stores.ts';

/** The specification asks registries to take at least 4 MiB. */
const MAX_MANIFEST_BYTES = 4 * 1024 * 1024;
const INDEX = 'application/vnd.oci.image.index.v1+json';

/** /v2/<name>/manifests/<tag or digest> */
export async function serveManifest(
  stores: Stores,
  exchange: Exchange,
  repository: string,
  reference: string,
): Promise<void> {
  if (exchange.method === 'PUT') return await putManifest(stores, exchange, repository, reference);
  if (exchange.method === 'DELETE') return await removeManifest(stores, exchange, repository, reference);
  if (exchange.method !== 'GET' && exchange.method !== 'HEAD') throw notAllowed();
  const { digest, mediaType } = await find(stores, repository, reference);
  const headers = { 'Content-Type': mediaType, 'Docker-Content-Digest': digest, ETag: `"${digest}"` };
  answerBytes(exchange, await readFile(stores.content.path(digest)), headers);
}

/** /v2/<name>/tags/list */
export async function serveTags({ repositories }: Stores, exchange: Exchange, repository: string): Promise<void> {
  const known = await repositories.tags(repository);
  if (known === undefined) throw new RegistryFailure('NAME_UNKNOWN', 'There is no such repository.');
  const { names, headers } = page(exchange, known, `/v2/${repository}/tags/list`);
  answerJson(exchange, { name: repository, tags: names }, headers);
}

/** /v2/<name>/referrers/<digest> */
export async function serveReferrers(
  { repositories }: Stores,
  exchange: Exchange,
  repository: string,
  digest: string,
): Promise<void> {
  const wanted = exchange.query.get('artifactType');
  const texts = await repositories.referrers(repository, digest);
  const all = texts.map((text) => JSON.parse(text) as { readonly artifactType?: string });
  const manifests = wanted === null ? all : all.filter((one) => one.artifactType === wanted);
  const filtered: Record<string, string> = wanted === null ? {} : { 'OCI-Filters-Applied': 'artifactType' };
  answerJson(exchange, { schemaVersion: 2, mediaType: INDEX, manifests }, { 'Content-Type': INDEX, ...filtered });
}

/** /v2/_catalog */
export async function serveCatalog({ repositories }: Stores, exchange: Exchange): Promise<void> {
  const { names, headers } = page(exchange, await repositories.repositories(), '/v2/_catalog');
  answerJson(exchange, { repositories: names }, headers);
}

async function find(
  { repositories }: Stores,
  repository: string,
  reference: string,
): Promise<{ digest: string; mediaType: string }> {
  const digest = reference.includes(':') ? reference : await repositories.tag(repository, reference);
  const mediaType = digest === undefined ? undefined : await repositories.manifestType(repository, digest);
  if (digest === undefined || mediaType === undefined) throw unknownManifest();
  return { digest, mediaType };
}

async function putManifest(stores: Stores, exchange: Exchange, repository: string, reference: string): Promise<void> {
  const bytes = await readBody(exchange.request, MAX_MANIFEST_BYTES);
  const facts = readManifest(bytes, exchange.request.headers['content-type']);
  const digest = `sha256:${createHash('sha256').update(bytes).digest('hex')}`;
  const byDigest = reference.includes(':');
  if (byDigest && reference !== digest) {
    throw new RegistryFailure('DIGEST_INVALID', `The manifest has the digest ${digest}, not ${reference}.`);
  }
  await checkParts(stores, repository, facts);
  await stores.content.put(bytes);
  await stores.repositories.linkManifest(repository, digest, facts.mediaType);
  await addReferrer(stores, repository, facts, { digest, size: bytes.byteLength });
  // The tag comes last: it never names a manifest that is not all there.
  if (!byDigest) await stores.repositories.setTag(repository, reference, digest);
  answer(exchange, 201, {
    Location: `/v2/${repository}/manifests/${digest}`,
    'Docker-Content-Digest': digest,
    ...(facts.subject === undefined ? {} : { 'OCI-Subject': facts.subject }),
  });
}

async function checkParts({ content, repositories }: Stores, repository: string, facts: ManifestFacts): Promise<void> {
  for (const digest of facts.blobs) {
    const here = (await repositories.hasBlob(repository, digest)) && (await content.size(digest)) !== undefined;
    if (!here) throw missingPart('blob', digest);
  }
  for (const digest of facts.manifests) {
    if ((await repositories.manifestType(repository, digest)) === undefined) throw missingPart('manifest', digest);
  }
}

function missingPart(kind: string, digest: string): RegistryFailure {
  return new RegistryFailure(
    'MANIFEST_BLOB_UNKNOWN',
    `The repository does not have the ${kind} ${digest}; push it first.`,
  );
}

async function addReferrer(
  stores: Stores,
  repository: string,
  facts: ManifestFacts,
  own: { digest: string; size: number },
): Promise<void> {
  const { subject, mediaType, artifactType, annotations } = facts;
  if (subject === undefined) return;
  const descriptor = JSON.stringify({ mediaType, ...own, artifactType, annotations });
  await stores.repositories.addReferrer(repository, subject, own.digest, descriptor);
}

async function removeManifest(
  stores: Stores,
  exchange: Exchange,
  repository: string,
  reference: string,
): Promise<void> {
  const { repositories, content } = stores;
  if (!reference.includes(':')) {
    if (!(await repositories.removeTag(repository, reference))) throw unknownManifest();
    return answer(exchange, 202);
  }
  const { digest, mediaType } = await find(stores, repository, reference);
  const { subject } = readManifest(await readFile(content.path(digest)), mediaType);
  if (subject !== undefined) await repositories.removeReferrer(repository, subject, digest);
  await repositories.unlinkManifest(repository, digest);
  answer(exchange, 202);
}

function unknownManifest(): RegistryFailure {
  return new RegistryFailure('MANIFEST_UNKNOWN', 'The repository has no such manifest.');
}
