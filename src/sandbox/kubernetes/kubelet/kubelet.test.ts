import { afterAll, beforeAll, describe, expect, it } from 'vitest';
import { detectIsolation } from '../../../platform/isolation/detect-isolation.ts';
import type { ContainerSpec, Pod } from './pods/pod-types.ts';
import { createTestNode, type TestNode } from './testing/test-node.ts';

const { level, reason } = await detectIsolation();
if (level !== 'full') console.warn(`SKIPPED: the full level is not tested here: ${reason}`);

const SERVER = `
import { createServer } from 'node:http';
import { readFileSync } from 'node:fs';
const routes = {
  '/ready': () => (globalThis.broken ? 500 : 200),
  '/break': () => { globalThis.broken = true; return 200; },
};
console.log('up');
console.error(JSON.stringify({ greeting: process.env.GREETING, user: process.getuid(), args: process.argv.slice(2) }));
const server = createServer((request, response) => {
  response.writeHead(routes[request.url]?.() ?? 200);
  response.end(request.url.startsWith('/file') ? readFileSync(request.url.slice(5)) : process.env.HOSTNAME);
}).listen(Number(process.env.PORT ?? 8080), process.env.HOST);
process.on('SIGTERM', () => { console.log('bye'); server.close(); server.closeAllConnections(); });
`;

const readiness = { httpGet: { path: '/ready', port: 'http' }, periodSeconds: 1, failureThreshold: 1 };
const web: Partial<ContainerSpec> = { ports: [{ name: 'http', containerPort: 8080 }], readinessProbe: readiness };
const script = (code: string): Partial<ContainerSpec> => ({ command: ['node', '-e', code] });

const conditionOf = (pod: Pod, type: string) => pod.status?.conditions?.find((condition) => condition.type === type);
const isReady = (pod: Pod) => conditionOf(pod, 'Ready')?.status === 'True';
const first = (pod: Pod) => pod.status?.containerStatuses?.[0];
const waits = (why: string) => (pod: Pod) => first(pod)?.state?.waiting?.reason === why;

describe.each([['full', 'own'] as const, ['full', 'host'] as const, ['process', 'own'] as const])(
  'pods at level %s, network %s',
  (wanted, network) => {
    const skip = wanted === 'full' && level !== 'full';
    let node: TestNode;

    beforeAll(async () => {
      if (skip) return;
      if (wanted === 'process') process.env.LOUNGE_ISOLATION = 'process';
      node = await createTestNode({ network, backOff: { firstMs: 200, longestMs: 2000 }, stopGraceMs: 2000 });
      const layers = [
        [
          { name: 'app', type: 'directory' as const },
          { name: 'app/old.txt', content: 'old' },
          { name: 'etc/passwd', content: 'root:x:0:0::/root:/bin/sh\napp:x:1234:1234::/app:/bin/sh\n' },
        ],
        [{ name: 'app/server.mjs', content: SERVER }],
      ];
      const config = {
        Cmd: ['node', 'server.mjs'],
        WorkingDir: '/app',
        Env: ['GREETING=hello'],
        Labels: { 'io.lounge.runtime': 'node' },
      };
      await node.registry.push('web', '1', { layers, config });
    });
    afterAll(async () => {
      delete process.env.LOUNGE_ISOLATION;
      await node?.close();
    });

    it.skipIf(skip)('runs a server: events, status, log, answers, graceful end', async () => {
      node.pod('web', [web]);
      const pod = await node.until('web', isReady);
      const expected = ['Normal Pulling', 'Normal Pulled', 'Normal Created', 'Normal Started'];
      expect(node.events('web').map((event) => event.split(' ').slice(0, 2).join(' '))).toEqual(expected);
      expect(first(pod)).toMatchObject({
        ready: true,
        started: true,
        restartCount: 0,
        imageID: expect.stringMatching(/\/web@sha256:/),
      });
      expect(await node.logs('web')).toContain('"greeting":"hello"');
      expect(await get(node, 'web', '/')).toBe('web');
      node.store.remove('Pod', 'default', 'web');
      await node.gone('web');
      expect(node.events('web').at(-1)).toBe('Normal Killing Stopping container c0');
    });

    it.skipIf(skip)('restarts a crash at once, then with back-off, and keeps the log of before', async () => {
      node.pod('crash', [script('console.log("try"); process.exit(3)')]);
      const pod = await node.until('crash', waits('CrashLoopBackOff'));
      expect(first(pod)).toMatchObject({
        restartCount: 1,
        state: {
          waiting: {
            message: expect.stringMatching(/^back-off 200ms restarting failed container=c0 pod=crash_default\(/),
          },
        },
        lastState: { terminated: { exitCode: 3, reason: 'Error' } },
      });
      expect(pod.status?.phase).toBe('Running');
      expect(await node.logs('crash', { previous: true })).toBe('try\n');
      await node.until('crash', (later) => (first(later)?.restartCount ?? 0) >= 2);
      node.store.remove('Pod', 'default', 'crash', { graceSeconds: 0 });
    });

    it.skipIf(skip)('fails by init containers in order, and ends by policy', async () => {
      const init = [
        { name: 'first', image: `${node.registry.host}/web:1`, ...script('') },
        { name: 'second', image: `${node.registry.host}/web:1`, ...script('process.exit(4)') },
      ] as ContainerSpec[];
      node.pod('init', [web], { initContainers: init, restartPolicy: 'Never' });
      const pod = await node.until('init', ({ status }) => status?.phase === 'Failed');
      expect(pod.status?.initContainerStatuses?.map(({ state }) => state?.terminated?.exitCode)).toEqual([0, 4]);
      expect(conditionOf(pod, 'Initialized')).toMatchObject({ message: 'containers with incomplete status: [second]' });
      expect(first(pod)?.state).toEqual({ waiting: { reason: 'PodInitializing' } });
    });

    it.skipIf(skip)('completes a job', async () => {
      node.pod('job', [script('console.log("done")')], { restartPolicy: 'Never' });
      const pod = await node.until('job', ({ status }) => status?.phase === 'Succeeded');
      expect(first(pod)?.state?.terminated).toMatchObject({ exitCode: 0, reason: 'Completed' });
      expect(conditionOf(pod, 'Ready')).toMatchObject({ status: 'False', reason: 'PodCompleted' });
      expect(await node.logs('job')).toBe('done\n');
    });

    it.skipIf(skip)('waits for a missing Secret key and goes on once it is there', async () => {
      const env = [{ name: 'KEY', valueFrom: { secretKeyRef: { name: 'login', key: 'key' } } }];
      node.pod('key', [{ ...script('console.log(process.env.KEY); setInterval(() => {}, 1000)'), env }]);
      const pod = await node.until('key', waits('CreateContainerConfigError'));
      expect(first(pod)?.state?.waiting?.message).toBe('secret "login" not found');
      node.store.create({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { name: 'login', namespace: 'default' },
        stringData: { key: 'value' },
      });
      await node.until('key', isReady);
      await expect.poll(async () => await node.logs('key')).toBe('value\n');
      node.store.remove('Pod', 'default', 'key', { graceSeconds: 0 });
    });

    it.skipIf(skip)('tells of a program that is not there', async () => {
      node.pod('nowhere', [{ command: ['/nowhere'] }]);
      const pod = await node.until('nowhere', waits('RunContainerError'));
      expect(first(pod)?.state?.waiting?.message).toMatch(
        /exec: "\/nowhere": stat \/nowhere: no such file or directory$/,
      );
      expect(first(pod)?.lastState?.terminated).toMatchObject({ exitCode: 128, reason: 'StartError' });
      node.store.remove('Pod', 'default', 'nowhere', { graceSeconds: 0 });
    });

    it.skipIf(skip)('turns unready and ready again with the probe, and restarts by liveness', async () => {
      node.pod('probes', [{ ...web, livenessProbe: { ...readiness, failureThreshold: 3 } }]);
      await node.until('probes', isReady);
      await get(node, 'probes', '/break');
      await node.until('probes', (pod) => !isReady(pod));
      expect(node.events('probes')).toContain(
        'Warning Unhealthy Readiness probe failed: HTTP probe failed with statuscode: 500',
      );
      await node.until('probes', (pod) => isReady(pod) && first(pod)?.restartCount === 1);
      expect(node.events('probes')).toContain('Normal Killing Container c0 failed liveness probe, will be restarted');
      node.store.remove('Pod', 'default', 'probes', { graceSeconds: 0 });
    });

    it.skipIf(skip)('keeps a flood in bounds, bytes as they are', async () => {
      const flood =
        'const line = Buffer.alloc(1000, 0xff); line[999] = 10; for (let i = 0; i < 30000; i++) require("fs").writeSync(1, line)';
      node.pod('flood', [script(flood)], { restartPolicy: 'Never' });
      await node.until('flood', ({ status }) => status?.phase === 'Succeeded');
      const all = await node.logs('flood');
      expect(all.length).toBeGreaterThan(9_000_000);
      expect(all.length).toBeLessThan(21_000_000);
      expect(await node.logs('flood', { tailLines: 2 })).toBe(`${'\u00ff'.repeat(999)}\n`.repeat(2));
    });

    it.skipIf(skip)('starts pods again after the node was away', async () => {
      node.pod('stays', [web]);
      await node.until('stays', isReady);
      await node.restart();
      const pod = await node.until('stays', (later) => isReady(later) && first(later)?.restartCount === 1);
      expect(first(pod)?.lastState?.terminated).toMatchObject({ exitCode: 255, reason: 'Unknown' });
      node.store.remove('Pod', 'default', 'stays');
      await node.gone('stays');
    });
  },
);

describe.skipIf(level !== 'full')('in a root of its own', () => {
  let node: TestNode;
  beforeAll(async () => {
    node = await createTestNode({ backOff: { firstMs: 200, longestMs: 2000 } });
    const layers = [[{ name: 'app/server.mjs', content: SERVER }]];
    const config = { Cmd: ['node', '/app/server.mjs'], Labels: { 'io.lounge.runtime': 'node' } };
    await node.registry.push('web', '1', { layers, config });
  });
  afterAll(async () => await node.close());

  it('reaches a service by its name, and pods have addresses of their own', async () => {
    node.pod('a', [web]);
    const target = await node.until('a', isReady);
    const service = {
      apiVersion: 'v1',
      kind: 'Service',
      metadata: { name: 'a', namespace: 'default' },
      spec: { ports: [{ port: 80, targetPort: 8080 }] },
    };
    node.store.create(service);
    node.store.create({
      apiVersion: 'discovery.k8s.io/v1',
      kind: 'EndpointSlice',
      metadata: { name: 'a-1', namespace: 'default', labels: { 'kubernetes.io/service-name': 'a' } },
      addressType: 'IPv4',
      endpoints: [{ addresses: [target.status?.podIP], conditions: { ready: true } }],
      ports: [{ name: '', port: 8080, protocol: 'TCP' }],
    });
    const ask = `const all = ['http://a', 'http://a.default.svc.cluster.local', 'http://${target.status?.podIP}:8080'];
      Promise.all(all.map(async (url) => (await fetch(url)).text())).then((texts) => console.log(texts.join()), (error) => console.log(error.cause))`;
    node.pod('b', [script(ask)], { restartPolicy: 'Never' });
    await node.until('b', ({ status }) => status?.phase === 'Succeeded');
    expect(await node.logs('b')).toBe('a,a,a\n');
  });

  it('mounts volumes, keeps the root read-only, and ends out of memory', async () => {
    node.store.create({
      apiVersion: 'v1',
      kind: 'ConfigMap',
      metadata: { name: 'settings', namespace: 'default' },
      data: { file: 'content' },
    });
    const read = `const fs = require('fs'); console.log(fs.readFileSync('/config/file', 'utf8'), fs.readFileSync('/one', 'utf8'));
      for (const path of ['/scratch/x', '/x', '/config/y']) try { fs.writeFileSync(path, ''); console.log('wrote', path) } catch (error) { console.log(error.code) }
      const hoard = []; for (;;) hoard.push(Buffer.alloc(4e6, 1));`;
    const volumeMounts = [
      { name: 'settings', mountPath: '/config' },
      { name: 'settings', mountPath: '/one', subPath: 'file' },
      { name: 'scratch', mountPath: '/scratch' },
    ];
    const volumes = [
      { name: 'settings', configMap: { name: 'settings' } },
      { name: 'scratch', emptyDir: {} },
    ];
    const limited = { securityContext: { readOnlyRootFilesystem: true }, resources: { limits: { memory: '96Mi' } } };
    node.pod('volumes', [{ ...script(read), ...limited, volumeMounts }], { volumes, restartPolicy: 'Never' });
    const pod = await node.until('volumes', ({ status }) => status?.phase === 'Failed');
    expect(await node.logs('volumes')).toBe('content content\nwrote /scratch/x\nEROFS\nEROFS\n');
    expect(first(pod)?.state?.terminated).toMatchObject({ exitCode: 137, reason: 'OOMKilled' });
  });
});

async function get(node: TestNode, pod: string, path: string): Promise<string> {
  const socket = await node.kubelet.connect('default', pod, 8080);
  socket.write(`GET ${path} HTTP/1.0\r\n\r\n`);
  let text = '';
  for await (const chunk of socket) text += String(chunk);
  return text.split('\r\n\r\n')[1] ?? '';
}
