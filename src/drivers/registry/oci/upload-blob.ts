import { LoungeError } from '../../../domain/errors.ts';
import { pullScope, repositoryPath } from './read-images.ts';
import type { RegistryClient, RegistryRequest } from './registry-client.ts';

export interface BlobUpload {
  readonly client: RegistryClient;
  readonly repository: string;
  readonly digest: string;
  readonly file: string;
  readonly size: number;
  readonly signal: AbortSignal | undefined;
}

const ATTEMPTS = 5;

/** Brings a blob into a repository, unless it is there or elsewhere in the registry; a broken upload goes on where it stopped. */
export async function uploadBlob(upload: BlobUpload): Promise<'there' | 'mounted' | 'uploaded'> {
  const { client, repository, digest } = upload;
  const path = repositoryPath(client, repository);
  const there = await client.send(request(upload, { method: 'HEAD', path: `${path}/blobs/${digest}` }), [404]);
  there.body.resume();
  if (there.status === 200) return 'there';
  for (let attempt = 1; ; attempt += 1) {
    const start = await client.send(
      request(upload, { method: 'POST', path: `${path}/blobs/uploads/?mount=${digest}`, body: new Uint8Array() }),
    );
    start.body.resume();
    if (start.status === 201) return 'mounted';
    const location = await sendContent(upload, locationOf(client, start.headers.location, path));
    if (location === undefined) {
      if (attempt === ATTEMPTS)
        throw new LoungeError(
          'REGISTRY_UNREACHABLE',
          { registry: client.address.name, problem: 'uploads break off' },
          { retryable: true },
        );
      continue;
    }
    const end = new URL(location);
    end.searchParams.set('digest', digest);
    const done = await client.send(request(upload, { method: 'PUT', path: end.href, body: new Uint8Array() }));
    done.body.resume();
    return 'uploaded';
  }
}

/** Sends the content, asking after each interruption how much arrived. Undefined when the upload is lost. */
async function sendContent(upload: BlobUpload, start: string): Promise<string | undefined> {
  const { client, file, size } = upload;
  let location = start;
  let offset = 0;
  for (let attempt = 1; offset < size; attempt += 1) {
    const range: Record<string, string> = offset === 0 ? {} : { 'Content-Range': `${offset}-${size - 1}` };
    const headers = { 'Content-Type': 'application/octet-stream', ...range };
    const body = { file, start: offset, size: size - offset };
    const sent = await attemptOnce(
      async () => await client.send(request(upload, { method: 'PATCH', path: location, headers, body, once: true })),
    );
    if (sent) {
      sent.body.resume();
      return locationOf(client, sent.headers.location, location);
    }
    if (attempt === ATTEMPTS) return undefined;
    const status = await client.send(request(upload, { method: 'GET', path: location }), [400, 404, 405]);
    status.body.resume();
    if (status.status >= 400) return undefined;
    location = locationOf(client, status.headers.location, location);
    const last = /^(?:bytes=)?0-(\d{1,15})$/.exec(String(status.headers['range'] ?? ''))?.[1];
    // "0-0" stands for nothing as well as for one byte; one byte sent twice would be refused, so ask for none.
    offset = last === undefined || last === '0' ? 0 : Number(last) + 1;
  }
  return location;
}

/** Undefined when the failure may heal. */
async function attemptOnce<T>(use: () => Promise<T>): Promise<T | undefined> {
  try {
    return await use();
  } catch (error) {
    if (error instanceof LoungeError && error.retryable) return undefined;
    throw error;
  }
}

function request(upload: BlobUpload, own: RegistryRequest): RegistryRequest {
  const scope = `${pullScope(upload.client, upload.repository)},push`;
  return { ...own, scope, ...(upload.signal ? { signal: upload.signal } : {}) };
}

/** Where the upload goes on; uploads stay on the registry's own server. */
function locationOf(client: RegistryClient, location: string | undefined, base: string): string {
  const url = new URL(location ?? base, new URL(base, client.address.origin));
  // Registries behind a proxy may name their inner scheme; the login must not go there in the open.
  if (url.protocol === 'http:' && !client.address.isLocal) url.protocol = 'https:';
  return url.href;
}
