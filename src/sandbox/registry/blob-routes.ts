import { createReadStream } from 'node:fs';
import { pipeline } from 'node:stream/promises';
import { answer, bodyOf, notAllowed, type Exchange } from './exchange.ts';
import { RegistryFailure } from './registry-failure.ts';
import { checkDigest, isDigest, isRepository } from './route.ts';
import type { Stores } from './stores.ts';

/** /v2/<name>/blobs/<digest> */
export async function serveBlob(stores: Stores, exchange: Exchange, repository: string, digest: string): Promise<void> {
  if (exchange.method === 'DELETE') return await removeBlob(stores, exchange, repository, digest);
  if (exchange.method !== 'GET' && exchange.method !== 'HEAD') throw notAllowed();
  const known = await stores.repositories.hasBlob(repository, digest);
  const size = known ? await stores.content.size(digest) : undefined;
  if (size === undefined) throw unknownBlob();
  await sendBlob(exchange, stores.content.path(digest), digest, size);
}

/** /v2/<name>/blobs/uploads/ */
export async function serveUploads(stores: Stores, exchange: Exchange, repository: string): Promise<void> {
  if (exchange.method !== 'POST') throw notAllowed();
  const mount = exchange.query.get('mount');
  const mounted = mount !== null && (await mountBlob(stores, repository, mount, exchange.query.get('from')));
  if (mounted) return created(exchange, repository, mount);
  const digest = exchange.query.get('digest');
  if (digest !== null) checkDigest(digest);
  const id = await stores.uploads.start(repository);
  if (digest === null) return accepted(exchange, repository, id, 0);
  await finish(stores, exchange, repository, id, digest);
}

/** /v2/<name>/blobs/uploads/<id> */
export async function serveUpload(stores: Stores, exchange: Exchange, repository: string, id: string): Promise<void> {
  const { method, query } = exchange;
  if (method === 'GET') return accepted(exchange, repository, id, await stores.uploads.offset(repository, id), 204);
  if (method === 'PUT') return await finish(stores, exchange, repository, id, checkDigest(query.get('digest') ?? ''));
  if (method === 'PATCH') {
    await checkOffset(stores, exchange, repository, id);
    return accepted(exchange, repository, id, await stores.uploads.append(repository, id, bodyOf(exchange.request)));
  }
  if (method !== 'DELETE') throw notAllowed();
  await stores.uploads.cancel(repository, id);
  answer(exchange, 204);
}

async function finish(
  stores: Stores,
  exchange: Exchange,
  repository: string,
  id: string,
  digest: string,
): Promise<void> {
  await checkOffset(stores, exchange, repository, id);
  await stores.uploads.append(repository, id, bodyOf(exchange.request));
  await stores.uploads.finish(repository, id, digest);
  created(exchange, repository, digest);
}

async function checkOffset(stores: Stores, exchange: Exchange, repository: string, id: string): Promise<void> {
  const offset = await stores.uploads.offset(repository, id);
  const range = exchange.request.headers['content-range'];
  if (range === undefined || /^(?:bytes[ =])?(\d{1,15})-/.exec(range)?.[1] === String(offset)) return;
  const headers = uploadHeaders(repository, id, offset);
  throw new RegistryFailure('RANGE_INVALID', `The upload goes on at byte ${offset}.`, headers);
}

async function mountBlob(
  { content, repositories }: Stores,
  repository: string,
  digest: string,
  from: string | null,
): Promise<boolean> {
  if (!isDigest(digest)) return false;
  // All logins see all repositories, so that content is mounted from wherever it is.
  if (from !== null && !(isRepository(from) && (await repositories.hasBlob(from, digest)))) return false;
  if ((await content.size(digest)) === undefined) return false;
  await repositories.linkBlob(repository, digest);
  return true;
}

async function removeBlob(
  { content, repositories }: Stores,
  exchange: Exchange,
  repository: string,
  digest: string,
): Promise<void> {
  if (!(await repositories.unlinkBlob(repository, digest))) throw unknownBlob();
  if (!(await repositories.isUsed(digest))) await content.remove(digest);
  answer(exchange, 202);
}

async function sendBlob(exchange: Exchange, file: string, digest: string, size: number): Promise<void> {
  const range = exchange.method === 'GET' ? readRange(exchange.request.headers.range, size) : undefined;
  const { start, end } = range ?? { start: 0, end: size - 1 };
  exchange.response.writeHead(range ? 206 : 200, {
    'Content-Type': 'application/octet-stream',
    'Content-Length': end - start + 1,
    'Accept-Ranges': 'bytes',
    'Docker-Content-Digest': digest,
    ETag: `"${digest}"`,
    ...(range ? { 'Content-Range': `bytes ${start}-${end}/${size}` } : {}),
  });
  if (exchange.method === 'HEAD' || size === 0) return void exchange.response.end();
  await pipeline(createReadStream(file, { start, end, highWaterMark: 512 * 1024 }), exchange.response);
}

/** One range, as in RFC 9110; undefined: send all. */
function readRange(header: string | undefined, size: number): { start: number; end: number } | undefined {
  const match = /^bytes=(\d{0,15})-(\d{0,15})$/.exec(header ?? '');
  if (!match || (match[1] === '' && match[2] === '')) return undefined;
  const [, first = '', last = ''] = match;
  const start = first === '' ? Math.max(0, size - Number(last)) : Number(first);
  const end = first === '' || last === '' ? size - 1 : Math.min(Number(last), size - 1);
  if (start <= end && start < size) return { start, end };
  throw new RegistryFailure('RANGE_INVALID', 'The range is outside of the blob.', {
    'Content-Range': `bytes */${size}`,
  });
}

function unknownBlob(): RegistryFailure {
  return new RegistryFailure('BLOB_UNKNOWN', 'The repository does not have this blob.');
}

function created(exchange: Exchange, repository: string, digest: string): void {
  answer(exchange, 201, { Location: `/v2/${repository}/blobs/${digest}`, 'Docker-Content-Digest': digest });
}

function accepted(exchange: Exchange, repository: string, id: string, offset: number, status = 202): void {
  answer(exchange, status, uploadHeaders(repository, id, offset));
}

function uploadHeaders(repository: string, id: string, offset: number): Record<string, string> {
  return {
    Location: `/v2/${repository}/blobs/uploads/${id}`,
    Range: `0-${Math.max(0, offset - 1)}`,
    'Docker-Upload-UUID': id,
  };
}
