import { readFile, writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../platform/clock.ts';
import { clusterContract } from '../../../ports/contracts/cluster.ts';
import { fakeKubernetesApi, status, type FakeKubernetesApi } from '../../../../test/fakes/kubernetes-api.ts';
import { createKubernetesCluster } from './create-kubernetes-cluster.ts';

const open = (api: FakeKubernetesApi) =>
  createKubernetesCluster({ engine: 'test', kubeconfig: api.kubeconfig, clock: systemClock, random: () => 0.5 });

clusterContract('kubernetes, against a fake API', async () => {
  const api = await fakeKubernetesApi();
  for (const name of ['keep'])
    api.put('/api/v1/namespaces/web/secrets', { kind: 'Secret', apiVersion: 'v1', metadata: { name, labels: {} } });
  api.drop('/api/v1/namespaces/web/secrets', 'keep');
  return { cluster: open(api), namespace: 'web', [Symbol.asyncDispose]: () => api[Symbol.asyncDispose]() };
});

describe('logs', () => {
  it('come line by line with their time, and end with the container', async () => {
    await using api = await fakeKubernetesApi();
    api.intercept((_request, response, url) => {
      if (!url.pathname.endsWith('/log')) return false;
      response.write(Buffer.from('2026-01-01T00:00:00.5Z one\n2026-01-01T00:00:01Z tw'));
      response.end(
        Buffer.concat([
          Buffer.from('o \n'),
          Buffer.from([0xff]),
          Buffer.from(`\n2026-01-01T00:00:02Z ${'x'.repeat(40_000)}`),
        ]),
      );
      return true;
    });
    const lines: unknown[] = [];
    await open(api).logs(
      'web',
      'a',
      { container: 'web', follow: true, sinceTime: '2026-01-01T00:00:00.123Z' },
      (line) => lines.push(line),
    );
    expect(lines.slice(0, 3)).toEqual([
      { time: '2026-01-01T00:00:00.5Z', line: 'one' },
      { time: '2026-01-01T00:00:01Z', line: 'two ' },
      { time: '2026-01-01T00:00:01Z', line: '\uFFFD' },
    ]);
    expect(lines[3]).toMatchObject({ line: expect.stringMatching(/^x{16000,16384}…$/) });
    expect(api.requests[0]).toBe(
      'GET /api/v1/namespaces/web/pods/a/log?container=web&timestamps=true&follow=true&sinceTime=2026-01-01T00%3A00%3A00Z',
    );
  });

  it('of a pod that prints 100 MB are read as they come, never kept, and stop at a limit', async () => {
    await using api = await fakeKubernetesApi();
    const line = Buffer.from(`2026-01-01T00:00:00.000000000Z ${'x'.repeat(990)}\n`);
    const chunk = Buffer.concat(Array.from({ length: 100 }, () => line));
    let sent = 0;
    api.intercept(async (_request, response) => {
      for (sent = 0; sent < 100_000_000 && !response.destroyed; sent += chunk.length)
        if (!response.write(chunk))
          await new Promise<void>((resolve) => response.once('drain', resolve).once('close', resolve));
      response.end();
      return true;
    });
    let count = 0;
    let mostUnread = 0;
    await open(api).logs('web', 'a', {}, () => {
      count += 1;
      mostUnread = Math.max(mostUnread, sent - count * line.length);
    });
    expect(count).toBeGreaterThan(95_000);
    // What is on its way: buffers of the sockets and one chunk of each stream.
    expect(mostUnread).toBeLessThan(16_000_000);
    count = 0;
    await open(api).logs('web', 'a', { maxLines: 5 }, () => count++);
    expect(count).toBe(5);
  });
});

describe('an abort', () => {
  it('ends a log, a watch and a probe at any moment, and nothing else', async () => {
    await using api = await fakeKubernetesApi();
    api.intercept((_request, response, url) => {
      if (url.pathname.endsWith('/log')) response.end('2026-01-01T00:00:00Z x\n'.repeat(50));
    });
    for (let round = 0; round < 60; round++) {
      const controller = new AbortController();
      const { signal } = controller;
      const work = [
        open(api).logs('web', 'a', { follow: true, signal }, () => (round % 2 === 0 ? undefined : controller.abort())),
        open(api).watch('Pod', 'web', { signal }, () => {}),
        open(api).probe('web', 'web', 80, '/', { signal }),
      ];
      setTimeout(() => controller.abort(), round / 4);
      await Promise.all(work);
    }
  });
});

describe('probe', () => {
  const answers: [name: string, answer: (api: FakeKubernetesApi) => void, result: object][] = [
    [
      'the app',
      (api) =>
        api.intercept(
          (_request, response) => void response.writeHead(500, { 'content-type': 'text/plain' }).end('broken'),
        ),
      { status: 500, body: 'broken', contentType: 'text/plain' },
    ],
    [
      'the app with JSON',
      (api) =>
        api.intercept(
          (_request, response) =>
            void response.writeHead(503, { 'content-type': 'application/json' }).end('{"status":"down"}'),
        ),
      { status: 503, body: '{"status":"down"}' },
    ],
    [
      'a redirect of the app',
      (api) => api.intercept((_request, response) => void response.writeHead(302, { location: '/x' }).end()),
      { status: 302, body: '' },
    ],
    [
      'no endpoints',
      (api) =>
        api.intercept((_request, response) =>
          status(response, 503, 'ServiceUnavailable', 'no endpoints available for service "web:80"'),
        ),
      { error: '503 no endpoints available for service "web:80"' },
    ],
    [
      'a revoked token',
      (api) => api.intercept((_request, response) => status(response, 401, 'Unauthorized', 'Unauthorized')),
      { error: '401 Unauthorized' },
    ],
    [
      'a silent app',
      (api) => api.intercept((_request, _response, { pathname }) => pathname !== '/version'),
      { error: 'timeout' },
    ],
    ['a silent API server', (api) => api.intercept(() => true), { error: 'the API server does not answer' }],
  ];
  it.each(answers)('%s', async (_name, answer, result) => {
    await using api = await fakeKubernetesApi();
    answer(api);
    const url = '/api/v1/namespaces/web/services/web:80/proxy/health';
    const probe = await open(api).probe('web', 'web', 80, '/health', { timeoutMs: 300 });
    expect(probe).toMatchObject({ url, ...result });
    expect(Object.keys(probe)).toContain('error' in result ? 'error' : 'status');
  });

  it.each(['/../../../secrets', '/%2e%2e/x', '/a b', '/x\r\nHost: y', '/#x'])('does not ask for %j', async (path) => {
    await using api = await fakeKubernetesApi();
    expect(await open(api).probe('web', 'web', 80, path)).toMatchObject({ error: 'not a path' });
    expect(api.requests).toEqual([]);
  });
});

describe('errors', () => {
  it.each([
    [401, 'CLUSTER_LOGIN', false],
    [403, 'CLUSTER_FORBIDDEN', false],
    [404, 'CLUSTER_KIND_MISSING', false],
    [409, 'CLUSTER_REFUSED', true],
    [422, 'CLUSTER_REFUSED', false],
    [429, 'CLUSTER_UNREACHABLE', true],
    [503, 'CLUSTER_UNREACHABLE', true],
  ])('%i is %s', async (code, name, retryable) => {
    await using api = await fakeKubernetesApi();
    api.refuse(code);
    await expect(open(api).list('Application', 'argocd')).rejects.toMatchObject({ code: name, retryable });
  });

  it('a token that is refused: the kubeconfig is read again, and a new one goes on', async () => {
    await using api = await fakeKubernetesApi();
    const good = 'Bearer token-after-another-login';
    api.intercept((request, response) => {
      if (request.headers.authorization !== good) status(response, 401, 'Unauthorized', 'Unauthorized');
    });
    const cluster = open(api);
    await expect(cluster.list('Pod', 'web')).rejects.toMatchObject({ code: 'CLUSTER_LOGIN' });
    expect(api.requests).toHaveLength(1);
    const text = await readFile(api.kubeconfig, 'utf8');
    await writeFile(api.kubeconfig, text.replace('fake-token-of-a-test', 'token-after-another-login'));
    expect(await cluster.list('Pod', 'web')).toEqual([]);
    expect(await cluster.list('Pod', 'web')).toEqual([]);
    expect(api.requests).toHaveLength(4);
  });

  it('names a server that is not there', async () => {
    await using api = await fakeKubernetesApi();
    await api.stop();
    await expect(open(api).check()).rejects.toMatchObject({
      code: 'CLUSTER_UNREACHABLE',
      parameters: { problem: 'connection refused' },
    });
    await api.restart();
  });

  it.each([
    ['nothing: [', 'it is not a kubeconfig'],
    ['{}', 'it has no current context'],
    ['{"current-context":"a","contexts":[{"name":"a","context":{"cluster":"c","user":"u"}}]}', 'it has no cluster c'],
    [
      '{"current-context":"a","contexts":[{"name":"a","context":{"cluster":"c"}}],"clusters":[{"name":"c","cluster":{"server":"ftp://x"}}]}',
      'cluster c: ',
    ],
  ])('says what is wrong with the kubeconfig %j', async (content, problem) => {
    await using api = await fakeKubernetesApi();
    await writeFile(api.kubeconfig, content);
    await expect(open(api).check()).rejects.toMatchObject({
      code: 'CLUSTER_CONFIG',
      parameters: { problem: expect.stringContaining(problem) },
    });
  });

  it('names the contexts that there are, when it lacks the one asked for', async () => {
    await using api = await fakeKubernetesApi();
    await writeFile(api.kubeconfig, '{"current-context":"a","contexts":[{"name":"b","context":{"cluster":"c"}}]}');
    await expect(open(api).check()).rejects.toMatchObject({
      code: 'CLUSTER_CONTEXT_UNKNOWN',
      parameters: { context: 'a', known: ['b'] },
    });
  });
});
