import type { ImageName } from './image-name.ts';
import { referenceOf } from './image-name.ts';
import { pullFailure } from './pull-failure.ts';

export interface Login {
  readonly username: string;
  readonly password: string;
}

const MANIFEST_TYPES = [
  'application/vnd.oci.image.index.v1+json',
  'application/vnd.oci.image.manifest.v1+json',
  'application/vnd.docker.distribution.manifest.list.v2+json',
  'application/vnd.docker.distribution.manifest.v2+json',
].join(', ');
const LARGEST_DOCUMENT = 4 * 1024 * 1024;
const ANSWER_MS = 30_000;

/** One image's repository in a registry: plain HTTP on this machine, HTTPS elsewhere, as containerd does. */
export class RegistryClient {
  readonly #image: ImageName;
  readonly #login: Login | undefined;
  #token: string | undefined;

  constructor(image: ImageName, login: Login | undefined) {
    this.#image = image;
    this.#login = login;
  }

  /** The bytes of a manifest or index. */
  async manifest(reference: string): Promise<Buffer> {
    const path = `manifests/${reference}`;
    const answer = await this.#request(path, { accept: MANIFEST_TYPES });
    if (answer.status === 404) throw this.#unresolved('NotFound', `${referenceOf(this.#image)}: not found`);
    if (!answer.ok) throw this.#unresolved('Unknown', unexpected('HEAD', answer));
    return await document(answer);
  }

  async blob(digest: string): Promise<ReadableStream<Uint8Array>> {
    const answer = await this.#request(`blobs/${digest}`, {});
    if (answer.status === 404)
      throw this.#failed(
        'NotFound',
        `failed to copy: httpReadSeeker: failed open: content at ${answer.url} not found: not found`,
      );
    if (!answer.ok || !answer.body)
      throw this.#failed('Unknown', `failed to copy: httpReadSeeker: failed open: ${unexpected('GET', answer)}`);
    return answer.body;
  }

  async smallBlob(digest: string): Promise<Buffer> {
    return await document(new Response(await this.blob(digest)));
  }

  async #request(path: string, headers: Record<string, string>): Promise<Response> {
    const { registry, repository } = this.#image;
    const url = `${originOf(registry)}/v2/${repository}/${path}`;
    const first = await this.#fetch(url, headers);
    if (first.status !== 401 || this.#token !== undefined) return first;
    const token = await this.#tokenFor(first.headers.get('www-authenticate') ?? '');
    if (token === undefined) return first;
    await first.body?.cancel();
    this.#token = token;
    return await this.#fetch(url, headers);
  }

  async #fetch(url: string, headers: Record<string, string>): Promise<Response> {
    const authorization = this.#token === undefined ? basic(this.#login) : `Bearer ${this.#token}`;
    const signal = AbortSignal.timeout(ANSWER_MS);
    try {
      return await fetch(url, { headers: { ...headers, ...(authorization ? { authorization } : {}) }, signal });
    } catch (error) {
      throw this.#unresolved(
        'Unknown',
        `failed to do request: Head "${url}": ${networkReason(error, this.#image.registry)}`,
      );
    }
  }

  /** A registry's token service, asked with the same login. */
  async #tokenFor(challenge: string): Promise<string | undefined> {
    if (!/^bearer /i.test(challenge)) return undefined;
    const fields = new Map([...challenge.matchAll(/(\w+)="([^"]*)"/g)].map(([, key = '', value = '']) => [key, value]));
    const realm = URL.parse(fields.get('realm') ?? '');
    if (!realm) return undefined;
    for (const key of ['service', 'scope']) if (fields.has(key)) realm.searchParams.set(key, fields.get(key) ?? '');
    const answer = await this.#fetch(realm.href, {});
    const body: unknown = answer.ok ? JSON.parse((await document(answer)).toString()) : undefined;
    const { token, access_token: other } = (body ?? {}) as { token?: unknown; access_token?: unknown };
    return typeof token === 'string' ? token : typeof other === 'string' ? other : undefined;
  }

  #unresolved(code: 'NotFound' | 'Unknown', why: string) {
    return this.#failed(code, `failed to resolve reference "${referenceOf(this.#image)}": ${why}`);
  }

  #failed(code: 'NotFound' | 'Unknown', why: string) {
    return pullFailure(code, referenceOf(this.#image), why);
  }
}

function originOf(registry: string): string {
  const host = registry.replace(/:\d+$/, '');
  const isLocal = host === 'localhost' || host === '[::1]' || /^127(?:\.\d{1,3}){3}$/.test(host);
  return `${isLocal ? 'http' : 'https'}://${registry === 'docker.io' ? 'registry-1.docker.io' : registry}`;
}

function basic(login: Login | undefined): string | undefined {
  if (!login) return undefined;
  return `Basic ${Buffer.from(`${login.username}:${login.password}`).toString('base64')}`;
}

function unexpected(method: string, { status, statusText, url }: Response): string {
  return `unexpected status from ${method} request to ${url}: ${status} ${statusText}`;
}

function networkReason(error: unknown, registry: string): string {
  const cause = error instanceof Error ? error.cause : undefined;
  const code = cause instanceof Error && 'code' in cause ? cause.code : undefined;
  if (code === 'ECONNREFUSED') return `dial tcp ${registry}: connect: connection refused`;
  if (code === 'ENOTFOUND') return `dial tcp: lookup ${registry.replace(/:\d+$/, '')}: no such host`;
  return error instanceof Error ? `dial tcp ${registry}: ${error.message}` : String(error);
}

async function document(answer: Response): Promise<Buffer> {
  const chunks: Uint8Array[] = [];
  let size = 0;
  for await (const chunk of answer.body ?? []) {
    size += chunk.length;
    if (size > LARGEST_DOCUMENT) throw new Error('a manifest or configuration of more than 4 MiB is refused');
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}
