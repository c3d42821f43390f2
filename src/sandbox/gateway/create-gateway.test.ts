import { createHash } from 'node:crypto';
import {
  createServer,
  request as httpRequest,
  type IncomingHttpHeaders,
  type RequestListener,
  type Server,
} from 'node:http';
import { connect as connectTcp, type AddressInfo } from 'node:net';
import { afterEach, beforeEach, describe, expect, it } from 'vitest';
import { createGateway, type ListeningGateway } from './create-gateway.ts';

let gateway: ListeningGateway;
let server: Server;
let listener: RequestListener;

const failure = (code: string) => Object.assign(new Error(code), { code });

beforeEach(async () => {
  server = createServer((request, response) => listener(request, response));
  await new Promise<void>((resolve) => server.listen(0, '127.0.0.1', resolve));
  const { port } = server.address() as AddressInfo;
  const known = new Set(['web', 'starting', 'deaf', 'wrong-port']);
  gateway = await createGateway({
    timeoutMs: 300,
    suffix: '.shop.localhost',
    resolve: (host) => {
      const [service = '', ...rest] = host.split('.');
      return known.has(service) && rest.at(-1) === 'localhost' ? { namespace: 'lounge', service } : undefined;
    },
    connect: async (_, service) => {
      if (service === 'starting') throw failure('ENOENT');
      if (service === 'wrong-port') throw failure('ECONNREFUSED');
      return connectTcp(port, '127.0.0.1');
    },
    services: () => [...known].map((service) => ({ namespace: 'lounge', service })),
  }).listen(0);
});
afterEach(async () => {
  await gateway.close();
  server.closeAllConnections();
  await new Promise((resolve) => server.close(resolve));
});

interface Answer {
  readonly status: number;
  readonly headers: IncomingHttpHeaders;
  readonly body: string;
}

async function ask(
  host: string,
  path = '/',
  headers: Record<string, string> = {},
  method = 'GET',
  body?: Uint8Array,
): Promise<Answer> {
  return await new Promise((resolve, reject) => {
    const request = httpRequest(
      { port: gateway.port, path, method, headers: { Host: host, ...headers } },
      (response) => {
        const chunks: Uint8Array[] = [];
        response.on('data', (chunk: Uint8Array) => chunks.push(chunk));
        response.on('end', () =>
          resolve({
            status: response.statusCode ?? 0,
            headers: response.headers,
            body: Buffer.concat(chunks).toString(),
          }),
        );
        response.on('error', reject);
      },
    );
    request.on('error', reject);
    request.end(body);
  });
}

describe('passing on', () => {
  it('keeps method, path, body, status and headers, and tells who asks', async () => {
    listener = (request, response) => {
      const hash = createHash('sha256');
      request.on('data', (chunk: Uint8Array) => hash.update(chunk));
      request.on('end', () => {
        response.writeHead(
          201,
          'Made',
          [
            ['Set-Cookie', 'a=1'],
            ['Set-Cookie', 'b=2'],
            ['Connection', 'x-hop'],
            ['X-Hop', '1'],
          ].flat(),
        );
        response.end(
          JSON.stringify({
            method: request.method,
            url: request.url,
            headers: request.headers,
            hash: hash.digest('hex'),
          }),
        );
      });
    };
    const body = Buffer.alloc(3_000_000, 7);
    const answer = await ask(
      'web.shop.localhost:1',
      '/a%2Fb?c=d',
      { 'X-Forwarded-For': '6.6.6.6', Connection: 'X-Secret', 'X-Secret': '1' },
      'POST',
      body,
    );
    expect([answer.status, answer.headers['set-cookie'], answer.headers['x-hop']]).toEqual([
      201,
      ['a=1', 'b=2'],
      undefined,
    ]);
    const seen = JSON.parse(answer.body) as { headers: Record<string, string> };
    expect(seen).toMatchObject({
      method: 'POST',
      url: '/a%2Fb?c=d',
      hash: createHash('sha256').update(body).digest('hex'),
    });
    expect(seen.headers).toMatchObject({
      host: 'web.shop.localhost:1',
      'x-forwarded-for': '127.0.0.1',
      'x-forwarded-proto': 'http',
    });
    expect(seen.headers['x-secret']).toBeUndefined();
  });

  it('streams an answer as it comes', async () => {
    let release: () => void = () => undefined;
    listener = (_, response) => {
      response.writeHead(200, { 'Content-Type': 'text/event-stream' });
      response.write('data: 1\n\n');
      release = () => response.end('data: 2\n\n');
    };
    const parts: string[] = [];
    await new Promise<void>((resolve, reject) => {
      const request = httpRequest({ port: gateway.port, headers: { Host: 'web.shop.localhost' } }, (response) => {
        response.on('data', (chunk: Uint8Array) => {
          parts.push(Buffer.from(chunk).toString());
          // Past the timeout, which is for the head only.
          if (parts.length === 1) setTimeout(release, 400);
        });
        response.on('end', resolve);
      });
      request.on('error', reject);
      request.end();
    });
    expect(parts).toEqual(['data: 1\n\n', 'data: 2\n\n']);
  });

  it('tells the service that the visitor left', async () => {
    const left = new Promise<void>((resolve) => {
      listener = (request, response) => {
        response.write('x');
        request.once('close', resolve);
      };
    });
    const request = httpRequest({ port: gateway.port, headers: { Host: 'web.shop.localhost' } }, (response) =>
      response.once('data', () => request.destroy()),
    );
    request.on('error', () => undefined);
    request.end();
    await left;
  });

  it('cuts the answer short when the service breaks off', async () => {
    listener = (_, response) => {
      response.writeHead(200, { 'Content-Length': 100 });
      response.write('half');
      setTimeout(() => response.destroy(), 20);
    };
    await expect(ask('web.shop.localhost')).rejects.toThrow();
  });
});

describe('upgrades', () => {
  it('lets bytes flow both ways', async () => {
    server.on('upgrade', (_, socket) => {
      socket.write('HTTP/1.1 101 Switching Protocols\r\nUpgrade: echo\r\nConnection: Upgrade\r\n\r\n');
      socket.pipe(socket);
    });
    const echoed = await new Promise<string>((resolve, reject) => {
      const request = httpRequest({
        port: gateway.port,
        headers: { Host: 'web.shop.localhost', Connection: 'Upgrade', Upgrade: 'echo' },
      });
      request.on('upgrade', (_, socket) => {
        socket.once('data', (chunk: Uint8Array) => {
          socket.destroy();
          resolve(Buffer.from(chunk).toString());
        });
        socket.write('hello');
      });
      request.on('error', reject);
      request.end();
    });
    expect(echoed).toBe('hello');
  });

  it('refuses them for what is not there', async () => {
    const answer = await ask('nobody.shop.localhost', '/', { Connection: 'Upgrade', Upgrade: 'websocket' });
    expect(answer.status).toBe(404);
  });
});

describe('pages', () => {
  it.each([
    ['nobody.shop.localhost', 404, 'unknown-service'],
    ['example.com', 404, 'unknown-service'],
    ['starting.shop.localhost', 503, 'no-endpoints'],
    ['wrong-port.shop.localhost', 502, 'unreachable'],
    ['we b.localhost', 400, 'bad-request'],
    ['deaf.shop.localhost', 504, 'timeout'],
  ])('%s: %i', async (host, status, error) => {
    listener = () => undefined;
    const answer = await ask(host, '/', { Accept: 'application/json' });
    expect(answer.status).toBe(status);
    expect(JSON.parse(answer.body)).toMatchObject({ error });
    expect((await ask(host)).headers['content-type']).toMatch(/^text\/html/);
  });

  it('passes no full address on', async () => {
    listener = (_, response) => response.end('reached');
    const answer = await ask('web.shop.localhost', 'http://example.com/');
    expect([answer.status, answer.body.includes('reached')]).toEqual([400, false]);
  });

  it('lists the services, in the language of the visitor', async () => {
    const english = await ask(`localhost:${gateway.port}`);
    expect(english.body).toContain(`<a href="http://web.shop.localhost:${gateway.port}/">web</a>`);
    expect((await ask('127.0.0.1', '/', { 'Accept-Language': 'ko-KR,ko;q=0.9' })).body).toContain('<h1>서비스</h1>');
    expect(JSON.parse((await ask('localhost', '/', { Accept: 'application/json' })).body)).toMatchObject({
      services: [{ service: 'web' }, {}, {}, {}],
    });
  });
});
