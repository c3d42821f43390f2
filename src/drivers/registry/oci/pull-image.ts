import { createHash, type Hash } from 'node:crypto';
import { mkdir, open, rename, rm, stat, writeFile, type FileHandle } from 'node:fs/promises';
import { join } from 'node:path';
import { LoungeError } from '../../../domain/errors.ts';
import { inParallel } from '../../../platform/in-parallel.ts';
import type { Descriptor } from './image-documents.ts';
import { blobFile } from './image-layout.ts';
import { fetchDocument, pullScope, repositoryPath, type FetchedDocument } from './read-images.ts';
import type { RegistryClient } from './registry-client.ts';

const PARALLEL_DOWNLOADS = 3;
const ATTEMPTS = 5;

/** Fetches an image into an OCI layout folder, `index.json` last; blobs that are there in full length are kept. */
export async function pullImage(
  client: RegistryClient,
  repository: string,
  reference: string,
  folder: string,
  signal?: AbortSignal,
): Promise<string> {
  const image = await needDocument(client, repository, reference, signal);
  await mkdir(join(folder, 'blobs/sha256'), { recursive: true });
  const documents = [image, ...(await documentsBehind(client, repository, image, signal))];
  const blobs = documents.flatMap(({ document }) =>
    document.kind === 'manifest' ? [document.config, ...document.layers] : [],
  );
  const wanted = [...new Map(blobs.map((blob) => [blob.digest, blob])).values()];
  await inParallel(
    wanted,
    PARALLEL_DOWNLOADS,
    async (blob) => await downloadBlob({ client, repository, blob, file: blobFile(folder, blob.digest), signal }),
  );
  for (const { digest, content } of documents) await writeFile(blobFile(folder, digest), content);
  const manifests = [{ mediaType: image.mediaType, digest: image.digest, size: image.content.byteLength }];
  await writeFile(join(folder, 'oci-layout'), JSON.stringify({ imageLayoutVersion: '1.0.0' }));
  await writeFile(join(folder, 'index.json'), JSON.stringify({ schemaVersion: 2, manifests }));
  return image.digest;
}

async function needDocument(
  client: RegistryClient,
  repository: string,
  reference: string,
  signal?: AbortSignal,
): Promise<FetchedDocument> {
  const found = await fetchDocument(client, repository, reference, signal);
  if (found) return found;
  throw new LoungeError('REGISTRY_FAILED', {
    registry: client.address.name,
    status: 404,
    problem: `there is no ${repository}:${reference}`,
  });
}

async function documentsBehind(
  client: RegistryClient,
  repository: string,
  { document }: FetchedDocument,
  signal?: AbortSignal,
): Promise<readonly FetchedDocument[]> {
  if (document.kind === 'manifest') return [];
  return await inParallel(
    document.manifests,
    PARALLEL_DOWNLOADS,
    async (one) => await needDocument(client, repository, one.digest, signal),
  );
}

interface Download {
  readonly client: RegistryClient;
  readonly repository: string;
  readonly blob: Descriptor;
  readonly file: string;
  readonly signal: AbortSignal | undefined;
}

async function downloadBlob(download: Download): Promise<void> {
  const { blob, file } = download;
  if ((await stat(file).catch(() => undefined))?.size === blob.size) return;
  const temporary = `${file}.part`;
  const handle = await open(temporary, 'w');
  const hash = createHash('sha256');
  try {
    await receive(download, handle, hash).finally(async () => await handle.close());
    const found = `sha256:${hash.digest('hex')}`;
    if (found !== blob.digest)
      throw new LoungeError('REGISTRY_DIGEST_MISMATCH', {
        reference: download.repository,
        found,
        expected: blob.digest,
      });
    await rename(temporary, file);
  } finally {
    await rm(temporary, { force: true });
  }
}

/** Writes what arrives; after an interruption asks for the rest. */
async function receive(download: Download, handle: FileHandle, hash: Hash): Promise<void> {
  const { client, blob, signal } = download;
  const write = async (chunk: Uint8Array) => {
    hash.update(chunk);
    await handle.write(chunk);
  };
  let offset = 0;
  for (let attempt = 1; offset < blob.size; attempt += 1) {
    const { received, cause } = await receiveFrom(download, offset, write);
    offset += received;
    signal?.throwIfAborted();
    if (offset >= blob.size || attempt < ATTEMPTS) continue;
    const problem = 'the download breaks off';
    throw new LoungeError(
      'REGISTRY_UNREACHABLE',
      { registry: client.address.name, problem },
      { cause, retryable: true },
    );
  }
}

/** Receives from an offset on until the end or an interruption, which is reported and not thrown. */
async function receiveFrom(
  { client, repository, blob, signal }: Download,
  offset: number,
  write: (chunk: Uint8Array) => Promise<void>,
): Promise<{ readonly received: number; readonly cause: unknown }> {
  const path = `${repositoryPath(client, repository)}/blobs/${blob.digest}`;
  const headers: Record<string, string> = offset === 0 ? {} : { Range: `bytes=${offset}-` };
  const scope = pullScope(client, repository);
  const reply = await client.send({ method: 'GET', path, headers, scope, ...(signal ? { signal } : {}) });
  // A server that knows no ranges sends all of it again.
  let skip = reply.status === 206 ? 0 : offset;
  let received = 0;
  try {
    for await (const chunk of reply.body as AsyncIterable<Uint8Array>) {
      const fresh = chunk.subarray(Math.min(skip, chunk.byteLength));
      skip -= chunk.byteLength - fresh.byteLength;
      received += fresh.byteLength;
      if (offset + received > blob.size) break;
      await write(fresh);
    }
  } catch (cause) {
    return { received, cause };
  }
  if (offset + received <= blob.size) return { received, cause: undefined };
  const { name: registry } = client.address;
  throw new LoungeError('REGISTRY_FAILED', { registry, status: reply.status, problem: 'it sends more than the blob' });
}
