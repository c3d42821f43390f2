import { LoungeError } from '../../../domain/errors.ts';
import { redact } from '../../../platform/redact.ts';
import type { Clock } from '../../../ports/clock.ts';
import { basicAuthorization, fetchToken, parseChallenge, type Challenge, type Login } from './credentials.ts';
import type { RegistryAddress } from './registry-address.ts';
import { readReply, sendRequest, type Reply, type RequestBody } from './send-request.ts';

export interface RegistryRequest {
  readonly method: 'GET' | 'HEAD' | 'POST' | 'PUT' | 'PATCH';
  /** From the root of the server, or absolute as a Location may be. */
  readonly path: string;
  readonly headers?: Readonly<Record<string, string>>;
  readonly body?: RequestBody;
  readonly signal?: AbortSignal;
  /** `repository:<name>:pull,push`, for token servers. */
  readonly scope?: string;
  /** Sent once only: the caller knows how to go on. */
  readonly once?: boolean;
}

const ATTEMPTS = 5;
const FIRST_PAUSE_MS = 250;
const LONGEST_PAUSE_MS = 30_000;
const MAX_REDIRECTS = 5;
const MAX_PROBLEM_BYTES = 64 * 1024;
/** Nobody is there: asking again at once does not help. */
const HOPELESS = new Set([
  'ECONNREFUSED',
  'ENOTFOUND',
  'EAI_AGAIN',
  'CERT_HAS_EXPIRED',
  'DEPTH_ZERO_SELF_SIGNED_CERT',
  'ERR_INVALID_URL',
]);

/** Requests to one registry: logs in when asked to, tries again what may heal, and turns failures into REGISTRY_*. */
export class RegistryClient {
  readonly address: RegistryAddress;
  readonly #login: Login;
  readonly #clock: Clock;
  readonly #tokens = new Map<string, { readonly token: string; readonly until: number }>();
  #challenge: Challenge | undefined;

  constructor(address: RegistryAddress, login: Login, clock: Clock) {
    this.address = address;
    this.#login = login;
    this.#clock = clock;
  }

  /** Answers with a status below 400, or one of `allowed`. */
  async send(request: RegistryRequest, allowed: readonly number[] = []): Promise<Reply> {
    for (let attempt = 1; ; attempt += 1) {
      const isLast = request.once === true || attempt === ATTEMPTS;
      const outcome = await this.#try(request);
      if ('status' in outcome && (outcome.status < 400 || allowed.includes(outcome.status))) return outcome;
      const wait = 'status' in outcome ? retryAfter(outcome) : undefined;
      const failure = 'status' in outcome ? await this.#failure(outcome) : this.#unreachable(outcome.error);
      if (isLast || !failure.retryable || ('error' in outcome && HOPELESS.has(codeOf(outcome.error)))) throw failure;
      await this.#clock.sleep(Math.min(wait ?? FIRST_PAUSE_MS * 2 ** (attempt - 1), LONGEST_PAUSE_MS), request.signal);
    }
  }

  /** The same, with the body read. */
  async read(
    request: RegistryRequest,
    maxBytes: number,
    allowed: readonly number[] = [],
  ): Promise<{ readonly reply: Reply; readonly body: Buffer }> {
    const reply = await this.send(request, allowed);
    try {
      return { reply, body: await readReply(reply, maxBytes) };
    } catch (error) {
      request.signal?.throwIfAborted();
      throw this.#unreachable(error);
    }
  }

  async #try(request: RegistryRequest): Promise<Reply | { readonly error: unknown }> {
    try {
      const reply = await this.#sendAuthorized(request, await this.#authorization(request));
      if (reply.status !== 401) return reply;
      const challenge = parseChallenge(reply.headers['www-authenticate']);
      reply.body.resume();
      if (challenge === undefined) return reply;
      this.#challenge = challenge;
      this.#tokens.delete(request.scope ?? '');
      const authorization = await this.#authorization(request);
      if (authorization === undefined) throw this.#loginFailure();
      return await this.#sendAuthorized(request, authorization);
    } catch (error) {
      request.signal?.throwIfAborted();
      if (error instanceof LoungeError) throw error;
      return { error };
    }
  }

  async #authorization(request: RegistryRequest): Promise<string | undefined> {
    const challenge = this.#challenge;
    if (challenge === undefined || challenge.scheme === 'basic') return challenge && basicAuthorization(this.#login);
    const key = request.scope ?? '';
    const known = this.#tokens.get(key);
    if (known && known.until > this.#clock.now()) return `Bearer ${known.token}`;
    const fresh = await fetchToken(challenge, request.scope, this.#login, this.address, request.signal);
    if (fresh === undefined) throw this.#loginFailure();
    this.#tokens.set(key, { token: fresh.token, until: this.#clock.now() + Math.max(10, fresh.seconds - 10) * 1000 });
    return `Bearer ${fresh.token}`;
  }

  /** Follows redirects of reads, as registries send blobs from elsewhere; the login stays with the registry. */
  async #sendAuthorized(request: RegistryRequest, authorization: string | undefined): Promise<Reply> {
    let url = new URL(request.path, this.address.origin);
    for (let redirects = 0; ; redirects += 1) {
      const own = url.origin === this.address.origin;
      const headers = {
        ...request.headers,
        ...(own && authorization !== undefined ? { Authorization: authorization } : {}),
      };
      const { method, body, signal } = request;
      const reply = await sendRequest({
        method,
        url: url.href,
        headers,
        ...(body ? { body } : {}),
        ...(signal ? { signal } : {}),
      });
      const location = reply.headers.location;
      const moved = (method === 'GET' || method === 'HEAD') && [301, 302, 303, 307, 308].includes(reply.status);
      if (!moved || location === undefined) return reply;
      reply.body.resume();
      url = new URL(location, url);
      if (redirects === MAX_REDIRECTS) throw new Error('it redirects in circles');
      if (url.protocol !== 'https:' && !this.address.isLocal) throw new Error('it redirects to an unencrypted address');
    }
  }

  #unreachable(error: unknown): LoungeError {
    const problem = redact(error instanceof Error ? error.message || codeOf(error) : String(error)).slice(0, 300);
    return new LoungeError(
      'REGISTRY_UNREACHABLE',
      { registry: this.address.name, problem },
      { cause: error, retryable: true },
    );
  }

  #loginFailure(): LoungeError {
    return new LoungeError('REGISTRY_LOGIN', { registry: this.address.name, user: this.#login.user || 'anonymous' });
  }

  async #failure(reply: Reply): Promise<LoungeError> {
    const problem = problemOf(await readReply(reply, MAX_PROBLEM_BYTES).catch(() => Buffer.alloc(0)));
    const { status } = reply;
    const registry = this.address.name;
    const isFull =
      status === 413 || status === 507 || (status === 403 && /quota|full|storage|no space|exceed/i.test(problem));
    if (isFull) return new LoungeError('REGISTRY_FULL', { registry, problem });
    if (status === 401 || status === 403) return this.#loginFailure();
    return new LoungeError(
      'REGISTRY_FAILED',
      { registry, status, problem },
      { retryable: status === 429 || status >= 500 },
    );
  }
}

/** The registry's own words, made harmless. */
function problemOf(body: Buffer): string {
  const text = body.toString('utf8');
  const message = /"message"\s*:\s*"((?:[^"\\]|\\.){1,300})/.exec(text)?.[1] ?? text.slice(0, 300);
  return redact(message.replace(/[\p{Cc}\p{Cf}]+/gu, ' ').trim()) || 'no reason given';
}

function retryAfter(reply: Reply): number | undefined {
  const seconds = /^\d{1,4}$/.exec(reply.headers['retry-after'] ?? '')?.[0];
  return seconds === undefined ? undefined : Number(seconds) * 1000;
}

function codeOf(error: unknown): string {
  return error instanceof Error && 'code' in error ? String(error.code) : '';
}
