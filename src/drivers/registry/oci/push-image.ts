import { stat } from 'node:fs/promises';
import { LoungeError } from '../../../domain/errors.ts';
import { inParallel } from '../../../platform/in-parallel.ts';
import { sha256 } from './image-documents.ts';
import { blobFile, invalid, readLayout, standInOf, type LayoutDocument } from './image-layout.ts';
import { fetchDocument, pullScope, repositoryPath } from './read-images.ts';
import type { RegistryClient } from './registry-client.ts';
import { uploadBlob } from './upload-blob.ts';

export interface PushRequest {
  readonly layoutFolder: string;
  readonly repository: string;
  readonly tag: string;
  readonly acceptsStandIns: boolean;
  readonly signal?: AbortSignal;
  readonly progress?: (line: string) => void;
}

const PARALLEL_UPLOADS = 3;

/** Pushes blobs, then manifests, the tag last; answers the digest that the registry then has under the tag. */
export async function pushImage(client: RegistryClient, request: PushRequest): Promise<string> {
  const { layoutFolder, repository, tag } = request;
  const documents = await readLayout(layoutFolder);
  const standIn = await standInOf(layoutFolder, documents);
  if (standIn !== undefined && !request.acceptsStandIns)
    throw new LoungeError('IMAGE_STAND_IN', { standIn, registry: client.address.name });
  await pushBlobs(client, request, documents);
  for (const document of documents.slice(0, -1)) await putManifest(client, request, document, document.digest);
  const image = documents.at(-1);
  if (image === undefined) throw invalid(layoutFolder, 'it holds no image');
  await putManifest(client, request, image, tag);
  const found = await fetchDocument(client, repository, tag, request.signal);
  if (found?.digest === image.digest) return found.digest;
  throw new LoungeError('REGISTRY_DIGEST_MISMATCH', {
    reference: `${repository}:${tag}`,
    found: found?.digest ?? 'nothing',
    expected: image.digest,
  });
}

async function pushBlobs(
  client: RegistryClient,
  request: PushRequest,
  documents: readonly LayoutDocument[],
): Promise<void> {
  const blobs = documents.flatMap(({ document }) =>
    document.kind === 'manifest' ? [document.config, ...document.layers] : [],
  );
  const digests = [...new Set(blobs.map((blob) => blob.digest))];
  let done = 0;
  await inParallel(digests, PARALLEL_UPLOADS, async (digest) => {
    const file = blobFile(request.layoutFolder, digest);
    const size = (await stat(file).catch(() => undefined))?.size;
    if (size === undefined) throw invalid(request.layoutFolder, `${digest} is missing`);
    const how = await uploadBlob({
      client,
      repository: request.repository,
      digest,
      file,
      size,
      signal: request.signal,
    });
    done += 1;
    request.progress?.(`blob ${done}/${digests.length} ${digest.slice(7, 19)} ${sizeText(size)}: ${how}`);
  });
}

async function putManifest(
  client: RegistryClient,
  request: PushRequest,
  document: LayoutDocument,
  reference: string,
): Promise<void> {
  const { repository, signal } = request;
  const reply = await client.send({
    method: 'PUT',
    path: `${repositoryPath(client, repository)}/manifests/${reference}`,
    headers: { 'Content-Type': document.mediaType },
    body: document.content,
    scope: `${pullScope(client, repository)},push`,
    ...(signal ? { signal } : {}),
  });
  reply.body.resume();
  const stated = reply.headers['docker-content-digest'];
  const found = typeof stated === 'string' ? stated : sha256(document.content);
  if (found !== document.digest)
    throw new LoungeError('REGISTRY_DIGEST_MISMATCH', {
      reference: `${repository}:${reference}`,
      found,
      expected: document.digest,
    });
}

function sizeText(bytes: number): string {
  return bytes < 1_000_000 ? `${Math.ceil(bytes / 1000)} kB` : `${(bytes / 1_000_000).toFixed(1)} MB`;
}
