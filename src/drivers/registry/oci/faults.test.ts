import { randomBytes } from 'node:crypto';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { createServer, request as httpRequest, type IncomingMessage, type ServerResponse } from 'node:http';
import type { AddressInfo } from 'node:net';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { LoungeError } from '../../../domain/errors.ts';
import { writeSampleLayout } from '../../../ports/contracts/registry.ts';
import { createRegistry, type ListeningRegistry } from '../../../sandbox/registry/registry.ts';
import { createOciRegistry } from './create-oci-registry.ts';

/** Answers a request itself (true), or lets it through. */
type Fault = (request: IncomingMessage, response: ServerResponse) => boolean;

let folder: string;
let registry: ListeningRegistry;
let proxy: { readonly url: string; close(): Promise<void> };
let fault: Fault;
let slept: number[];

const clock = { now: () => Date.now(), sleep: async (ms: number) => void slept.push(ms) };
const connect = (extra: { readonly url?: string; readonly user?: string; readonly password?: string } = {}) =>
  createOciRegistry({ url: proxy.url, clock, ...extra });

beforeEach(async () => {
  folder = await mkdtemp(join(tmpdir(), 'faults-'));
  registry = await (await createRegistry({ folder: join(folder, 'data'), users: [], maxBytes: 50_000_000 })).listen(0);
  fault = () => false;
  slept = [];
  proxy = await openProxy();
});
afterEach(async () => {
  await proxy.close();
  await registry.close();
  await rm(folder, { recursive: true, force: true });
});

async function openProxy() {
  const server = createServer((request, response) => {
    if (fault(request, response)) return;
    const onward = httpRequest(
      `${registry.url}${request.url}`,
      { method: request.method ?? 'GET', headers: request.headers },
      (answer) => {
        response.writeHead(answer.statusCode ?? 500, answer.headers);
        answer.pipe(response);
      },
    );
    request.pipe(onward);
    request.on('close', () => request.complete || onward.destroy());
    onward.on('error', () => response.destroy());
  });
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  return {
    url: `127.0.0.1:${port}`,
    close: async () => {
      server.closeAllConnections();
      await new Promise((resolve) => server.close(resolve));
    },
  };
}

function refuse(response: ServerResponse, status: number, headers: Record<string, string> = {}, message = 'no'): true {
  response.writeHead(status, headers).end(JSON.stringify({ errors: [{ code: 'X', message }] }));
  return true;
}

async function codeOf(promise: Promise<unknown>): Promise<string> {
  return await promise.then(
    () => 'none',
    (error: unknown) => (error instanceof LoungeError ? error.code : String(error)),
  );
}

describe('what may heal', () => {
  it.each([503, 500, 429])('asks again after %i, longer each time', async (status) => {
    let left = 3;
    fault = (_, response) => left-- > 0 && refuse(response, status);
    await connect().check();
    expect(slept).toEqual([250, 500, 1000]);
  });

  it('waits as long as the registry asks', async () => {
    let left = 1;
    fault = (_, response) => left-- > 0 && refuse(response, 429, { 'Retry-After': '7' });
    await connect().check();
    expect(slept).toEqual([7000]);
  });

  it('gives up in the end, with the words of the registry', async () => {
    fault = (_, response) => refuse(response, 503, {}, 'down for \u001b[31mmaintenance');
    await expect(connect().check()).rejects.toMatchObject({
      code: 'REGISTRY_FAILED',
      retryable: true,
      parameters: { status: 503 },
    });
    expect(slept).toHaveLength(4);
  });

  it('goes on with an upload that broke off', async () => {
    let broken = 0;
    let asked = 0;
    const ranges: (string | undefined)[] = [];
    fault = (request) => {
      if (request.method === 'GET' && request.url?.includes('/uploads/')) asked += 1;
      if (request.method !== 'PATCH' || Number(request.headers['content-length']) < 1_000_000) return false;
      ranges.push(request.headers['content-range']);
      if (broken++ === 0) {
        let seen = 0;
        request.on('data', (chunk: Uint8Array) => (seen += chunk.byteLength) > 4_000_000 && request.destroy());
      }
      return false;
    };
    const { digest } = await writeSampleLayout(join(folder, 'a'), [randomBytes(12_000_000)]);
    expect(await connect().push(join(folder, 'a'), 'web', 'v1')).toBe(digest);
    expect([asked, ranges.length, ranges[0]]).toEqual([1, 2, undefined]);
    expect(ranges[1]).toMatch(/^[1-9]\d*-11999999$/);
  });

  it('goes on with a download that broke off', async () => {
    const { digest } = await writeSampleLayout(join(folder, 'a'), [randomBytes(8_000_000)]);
    await connect().push(join(folder, 'a'), 'web', 'v1');
    const ranges: (string | undefined)[] = [];
    fault = (request, response) => {
      if (request.method !== 'GET' || !request.url?.includes('/blobs/')) return false;
      ranges.push(request.headers.range);
      if (ranges.length < 3) setTimeout(() => response.destroy(), 5);
      return false;
    };
    expect(await connect().pull('web', 'v1', join(folder, 'b'))).toBe(digest);
  });

  it('does not wait for a registry that is not there', async () => {
    expect(await codeOf(connect({ url: '127.0.0.1:1' }).check())).toBe('REGISTRY_UNREACHABLE');
    expect(slept).toEqual([]);
  });
});

describe('what does not heal', () => {
  it('tells a full registry from a refused login', async () => {
    await writeSampleLayout(join(folder, 'a'), [randomBytes(60_000_000)]);
    expect(await codeOf(connect().push(join(folder, 'a'), 'web', 'v1'))).toBe('REGISTRY_FULL');
    fault = (_, response) => refuse(response, 403, {}, 'requested access to the resource is denied');
    expect(await codeOf(connect().check())).toBe('REGISTRY_LOGIN');
  });

  it('notices that somebody else wrote the tag', async () => {
    await writeSampleLayout(join(folder, 'a'), [randomBytes(10)]);
    await writeSampleLayout(join(folder, 'b'), [randomBytes(10)]);
    await connect().push(join(folder, 'b'), 'web', 'other');
    fault = (request) => {
      if (request.method === 'GET' && request.url?.endsWith('/manifests/v1')) request.url = '/v2/web/manifests/other';
      return false;
    };
    expect(await codeOf(connect().push(join(folder, 'a'), 'web', 'v1'))).toBe('REGISTRY_DIGEST_MISMATCH');
  });

  it('is cancelled by its signal', async () => {
    await writeSampleLayout(join(folder, 'a'), [randomBytes(5_000_000)]);
    const controller = new AbortController();
    fault = (request) => {
      if (request.method === 'PATCH') controller.abort();
      return false;
    };
    expect(await codeOf(connect().push(join(folder, 'a'), 'web', 'v1', { signal: controller.signal }))).toBe(
      'CANCELLED',
    );
    expect(await connect().inspect('web', 'v1')).toBeUndefined();
  });
});

describe('tokens', () => {
  const useTokens = (seen: string[], accept: string) => {
    fault = (request, response) => {
      const url = new URL(request.url ?? '', 'http://x');
      if (url.pathname === '/token') {
        seen.push(`${url.searchParams.getAll('scope').join(' ')} ${request.headers.authorization ?? 'anonymous'}`);
        if ((request.headers.authorization ?? '') !== accept) return refuse(response, 401);
        response.end(JSON.stringify({ token: `t${seen.length}`, expires_in: 300 }));
        return true;
      }
      if (request.headers.authorization?.startsWith('Bearer t')) return false;
      const realm = `Bearer realm="http://${request.headers.host}/token",service="registry",scope="repository:web:pull"`;
      return refuse(response, 401, { 'WWW-Authenticate': realm });
    };
  };

  it('fetches one per scope, with the login, and keeps it', async () => {
    const seen: string[] = [];
    const basic = `Basic ${Buffer.from('kim:secret').toString('base64')}`;
    useTokens(seen, basic);
    const { digest } = await writeSampleLayout(join(folder, 'a'), [randomBytes(10)]);
    expect(await connect({ user: 'kim', password: 'secret' }).push(join(folder, 'a'), 'web', 'v1')).toBe(digest);
    expect([...new Set(seen)].toSorted()).toEqual([
      `repository:web:pull ${basic}`,
      `repository:web:pull,push ${basic}`,
    ]);
  });

  it('says when the token server refuses', async () => {
    useTokens([], 'somebody else');
    expect(await codeOf(connect({ user: 'kim', password: 'wrong' }).tags('web'))).toBe('REGISTRY_LOGIN');
  });

  it('gives no login to an unencrypted server elsewhere', async () => {
    fault = (_, response) =>
      refuse(response, 401, { 'WWW-Authenticate': 'Bearer realm="http://tokens.example/token"' });
    expect(await codeOf(connect({ user: 'kim', password: 'secret' }).tags('web'))).toBe('REGISTRY_UNREACHABLE');
  });
});

it.each([
  ['an empty folder', ''],
  ['a manifest that is damaged', 'blobs'],
])('%s is no image: nothing is sent', async (_, spoilt) => {
  const layout = await mkdtemp(join(folder, 'layout-'));
  if (spoilt !== '') {
    const { digest } = await writeSampleLayout(layout, [randomBytes(100)]);
    await writeFile(join(layout, 'blobs', digest.replace(':', '/')), '{}');
  }
  const asked: string[] = [];
  fault = ({ method = '' }) => asked.push(method) < 0;
  await expect(connect().push(layout, 'shop', 'v1')).rejects.toMatchObject({ code: 'IMAGE_LAYOUT_INVALID' });
  expect(asked.filter((method) => method !== 'GET' && method !== 'HEAD')).toEqual([]);
});
