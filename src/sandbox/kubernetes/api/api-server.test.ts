import { createServer } from 'node:http';
import { afterAll, beforeAll, expect, test } from 'vitest';
import type { KubernetesObject } from '../store/object-store.ts';
import { startTestApi, TOKEN, type TestApi, type TestRequest } from './testing/test-api.ts';

let api: TestApi;
beforeAll(async () => {
  api = await startTestApi();
});
afterAll(async () => await api.stop());

const MAPS = '/api/v1/namespaces/default/configmaps';

function configMap(name: string, labels: Record<string, string> = {}): KubernetesObject {
  return { apiVersion: 'v1', kind: 'ConfigMap', metadata: { name, namespace: 'default', labels }, data: { a: '1' } };
}

async function status(path: string, options?: TestRequest): Promise<Record<string, unknown>> {
  return (await (await api.request(path, options)).json()) as Record<string, unknown>;
}

/** Reads a watch to its end, or until `enough`. */
async function watch(
  path: string,
  enough = Number.POSITIVE_INFINITY,
): Promise<{ type: string; object: KubernetesObject }[]> {
  const response = await api.request(path);
  const events: { type: string; object: KubernetesObject }[] = [];
  let text = '';
  for await (const chunk of response.body ?? []) {
    text += Buffer.from(chunk as Uint8Array).toString();
    const lines = text.split('\n');
    text = lines.pop() ?? '';
    events.push(...lines.map((line) => JSON.parse(line) as { type: string; object: KubernetesObject }));
    if (events.length >= enough) break;
  }
  return events;
}

test.each<[string, string, TestRequest, number, string]>([
  ['no token', MAPS, { headers: { authorization: '' } }, 401, 'Unauthorized'],
  ['a wrong token', MAPS, { headers: { authorization: 'Bearer nobody' } }, 401, 'Unauthorized'],
  ['an unknown resource', '/api/v1/things', {}, 404, 'NotFound'],
  ['an unknown object', `${MAPS}/none`, {}, 404, 'NotFound'],
  [
    'an unknown namespace',
    '/api/v1/namespaces/none/configmaps',
    { method: 'POST', body: JSON.stringify({ metadata: { name: 'a' } }) },
    404,
    'NotFound',
  ],
  ['a body that is no JSON', MAPS, { method: 'POST', body: '{' }, 400, 'BadRequest'],
  ['an empty body', MAPS, { method: 'POST', body: '' }, 400, 'BadRequest'],
  [
    'another kind',
    MAPS,
    { method: 'POST', body: JSON.stringify({ apiVersion: 'v1', kind: 'Secret', metadata: { name: 'a' } }) },
    400,
    'BadRequest',
  ],
  [
    'a wrong type',
    MAPS,
    { method: 'POST', body: JSON.stringify({ metadata: { name: 'a' }, data: { a: 1 } }) },
    400,
    'BadRequest',
  ],
  ['a bad name', MAPS, { method: 'POST', body: JSON.stringify({ metadata: { name: 'A_b' } }) }, 422, 'Invalid'],
  [
    'a bad label',
    MAPS,
    { method: 'POST', body: JSON.stringify({ metadata: { name: 'a', labels: { a: '-' } } }) },
    422,
    'Invalid',
  ],
  ['no name', MAPS, { method: 'POST', body: JSON.stringify({ metadata: {} }) }, 422, 'Invalid'],
  [
    'cut off protobuf',
    MAPS,
    { method: 'POST', body: 'k8s\0\x0a\x7f', headers: { 'content-type': 'application/vnd.kubernetes.protobuf' } },
    400,
    'BadRequest',
  ],
  [
    'an unknown media type',
    MAPS,
    { method: 'POST', body: 'x', headers: { 'content-type': 'text/plain' } },
    415,
    'UnsupportedMediaType',
  ],
  [
    'too large a body',
    MAPS,
    { method: 'POST', body: `"${'x'.repeat(3 * 1024 * 1024)}"` },
    413,
    'RequestEntityTooLarge',
  ],
  ['a bad selector', `${MAPS}?labelSelector=a%20b`, {}, 400, 'BadRequest'],
  ['an unknown field selector', `${MAPS}?fieldSelector=data.a%3D1`, {}, 400, 'BadRequest'],
  ['a version to come', `${MAPS}?resourceVersion=99999999`, {}, 504, 'Timeout'],
  ['a bad continue token', `${MAPS}?continue=x`, {}, 410, 'Expired'],
  ['exec', '/api/v1/namespaces/default/pods/x/exec', { method: 'POST' }, 501, 'NotImplemented'],
  ['a method that is not there', `${MAPS}/a`, { method: 'POST', body: '{}' }, 405, 'MethodNotAllowed'],
  ['a path that cannot be decoded', `${MAPS}/%ff`, {}, 400, 'BadRequest'],
])('%s is answered with a Status', async (_, path, options, code, reason) => {
  const answer = await status(path, options);
  expect(answer).toMatchObject({ kind: 'Status', apiVersion: 'v1', status: 'Failure', code, reason });
});

test('prototype keys are data that is dropped, never a prototype', async () => {
  const body = '{"metadata":{"name":"proto"},"data":{"__proto__":"x","a":"1"},"__proto__":{"polluted":true}}';
  await api.request(MAPS, { method: 'POST', body });
  await api.request(`${MAPS}/proto`, {
    method: 'PATCH',
    body: '{"data":{"__proto__":{"polluted":"1"}}}',
    headers: { 'content-type': 'application/merge-patch+json' },
  });
  expect(api.store.get('ConfigMap', 'default', 'proto')?.data).toEqual({ a: '1' });
  expect(({} as Record<string, unknown>).polluted).toBeUndefined();
});

test('pages of a list show one moment', async () => {
  for (const name of ['p1', 'p2', 'p3']) api.store.create(configMap(name, { page: 'x' }));
  const first = await status(`${MAPS}?labelSelector=page%3Dx&limit=2`);
  api.store.remove('ConfigMap', 'default', 'p3');
  const { continue: token, resourceVersion } = first.metadata as Record<string, string>;
  const second = await status(`${MAPS}?limit=2&continue=${token}`);
  expect((first.items as KubernetesObject[]).map(({ metadata }) => metadata.name)).toEqual(['p1', 'p2']);
  expect((second.items as KubernetesObject[]).map(({ metadata }) => metadata.name)).toEqual(['p3']);
  expect(second.metadata).toEqual({ resourceVersion });
});

test('a watch with a selector hears of what begins and ceases to match', async () => {
  const { resourceVersion } = api.store;
  const watching = watch(`${MAPS}?watch=true&resourceVersion=${resourceVersion}&labelSelector=color%3Dred`, 3);
  const one = api.store.create(configMap('painted', { color: 'blue' }));
  const red = api.store.update({ ...one, metadata: { ...one.metadata, labels: { color: 'red' } } });
  const changed = api.store.update({ ...red, data: { a: '2' } });
  api.store.update({ ...changed, metadata: { ...changed.metadata, labels: {} } });
  expect((await watching).map(({ type }) => type)).toEqual(['ADDED', 'MODIFIED', 'DELETED']);
});

test('a watch-list begins with what there is and marks its end; a watch ends with a bookmark', async () => {
  api.store.create(configMap('listed', { only: 'this' }));
  const query =
    'watch=true&sendInitialEvents=true&resourceVersionMatch=NotOlderThan&allowWatchBookmarks=true&timeoutSeconds=1';
  const events = await watch(`${MAPS}?${query}&labelSelector=only%3Dthis`);
  expect(events.map(({ type }) => type)).toEqual(['ADDED', 'BOOKMARK', 'BOOKMARK']);
  expect(events[1]?.object.metadata.annotations).toEqual({ 'k8s.io/initial-events-end': 'true' });
});

test('a watch of what is forgotten is answered with 410', async () => {
  const map = api.store.create(configMap('busy'));
  const since = api.store.resourceVersion;
  let current = map;
  for (let index = 0; index < 5000; index += 1)
    current = api.store.update({ ...current, data: { a: String(index + 10) } });
  expect(await status(`${MAPS}?watch=true&resourceVersion=${since}`)).toMatchObject({ code: 410, reason: 'Expired' });
});

test('events are seen as those of events.k8s.io too', async () => {
  await api.request('/api/v1/namespaces/default/events', {
    method: 'POST',
    body: JSON.stringify({
      metadata: { name: 'e1' },
      involvedObject: { kind: 'Pod', name: 'p' },
      reason: 'Started',
      message: 'hello',
      count: 2,
    }),
  });
  const event = await status('/apis/events.k8s.io/v1/namespaces/default/events/e1');
  expect(event).toMatchObject({
    apiVersion: 'events.k8s.io/v1',
    note: 'hello',
    regarding: { name: 'p' },
    deprecatedCount: 2,
  });
});

test('a Service is reached through its ready endpoints', async () => {
  const pod = createServer((request, response) => response.end(`${request.url} ${request.headers.authorization}`));
  await new Promise<void>((resolve) => pod.listen(0, '127.0.0.1', resolve));
  const { port } = pod.address() as { port: number };
  api.store.create({
    apiVersion: 'v1',
    kind: 'Service',
    metadata: { name: 'web', namespace: 'default' },
    spec: { ports: [{ name: 'http', port: 80 }] },
  });
  const proxy = '/api/v1/namespaces/default/services/web:http/proxy/health?a=b';
  expect(await status(proxy)).toMatchObject({ code: 503, message: 'no endpoints available for service "web"' });
  api.store.create({
    apiVersion: 'discovery.k8s.io/v1',
    kind: 'EndpointSlice',
    metadata: { name: 'web-1', namespace: 'default', labels: { 'kubernetes.io/service-name': 'web' } },
    addressType: 'IPv4',
    ports: [{ name: 'http', port }],
    endpoints: [{ addresses: ['10.0.0.1'], conditions: { ready: true }, targetRef: { kind: 'Pod', name: 'web-x' } }],
  });
  expect(await (await api.request(proxy)).text()).toBe('/health?a=b undefined');
  pod.close();
});

test('a token that is taken back is answered with 401 from then on', async () => {
  expect((await api.request(MAPS)).status).toBe(200);
  expect(api.server.revoke(TOKEN)).toBe(true);
  expect((await api.request(MAPS)).status).toBe(401);
});
