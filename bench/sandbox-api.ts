/** How fast the sandbox's Kubernetes API is: `node bench/sandbox-api.ts [--json]`. One process, loopback, TLS left out. */
import { mkdtemp, rm } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { systemClock } from '../src/platform/clock.ts';
import { createApiServer } from '../src/sandbox/kubernetes/api/api-server.ts';
import { createObjectStore } from '../src/sandbox/kubernetes/store/memory-store.ts';
import type { KubernetesObject } from '../src/sandbox/kubernetes/store/object-store.ts';

const PODS = 500;
const WATCHES = 200;
const ROUNDS = 200;
const TOKEN = 'bench';

const folder = await mkdtemp(join(tmpdir(), 'sandbox-bench-'));
const store = await createObjectStore({ folder, clock: systemClock });
const server = createApiServer({
  store,
  tokens: [{ token: TOKEN, username: 'bench', groups: [] }],
  version: 'v1.35.0',
});
const listening = await server.listen(0);
const root = `http://127.0.0.1:${listening.port}/api/v1/namespaces/default`;
const headers = { authorization: `Bearer ${TOKEN}`, 'content-type': 'application/json' };
const rows: { what: string; milliseconds: number }[] = [];

async function measure(what: string, times: number, run: (index: number) => unknown): Promise<void> {
  const begin = performance.now();
  for (let index = 0; index < times; index += 1) await run(index);
  rows.push({ what, milliseconds: (performance.now() - begin) / times });
}

const pod = (index: number): KubernetesObject => ({
  apiVersion: 'v1',
  kind: 'Pod',
  metadata: { name: `pod-${index}`, namespace: 'default', labels: { app: 'web' } },
  spec: { containers: [{ name: 'web', image: 'web:1', ports: [{ containerPort: 80 }] }] },
});

await measure(`create a pod in the store (${PODS})`, PODS, (index) => store.create(pod(index)));
await store.flush();
await measure('get a pod', ROUNDS, async () => await (await fetch(`${root}/pods/pod-1`, { headers })).text());
await measure(`list ${PODS} pods`, ROUNDS / 10, async () => await (await fetch(`${root}/pods`, { headers })).text());
const asTable = { ...headers, accept: 'application/json;as=Table;v=v1;g=meta.k8s.io' };
await measure(`list ${PODS} pods as a table`, ROUNDS / 10, async () => {
  await (await fetch(`${root}/pods`, { headers: asTable })).text();
});
const body = (value: number): string => JSON.stringify({ metadata: { annotations: { value: String(value) } } });
const patch = { method: 'PATCH', headers: { ...headers, 'content-type': 'application/merge-patch+json' } };
await measure('patch a pod, answered when it is on disk', ROUNDS, async (index) => {
  await (await fetch(`${root}/pods/pod-1`, { ...patch, body: body(index) })).text();
});
await measureWatches();

if (process.argv.includes('--json')) console.log(JSON.stringify(rows));
else for (const { what, milliseconds } of rows) console.log(`${milliseconds.toFixed(3).padStart(10)} ms  ${what}`);
await listening.close();
await store.close();
await rm(folder, { recursive: true, force: true });

/** From a write to the moment when the last of many watches has heard of it. */
async function measureWatches(): Promise<void> {
  const gone = new AbortController();
  const url = `${root}/pods?watch=true&resourceVersion=${store.resourceVersion}`;
  const answers = await Promise.all(
    Array.from({ length: WATCHES }, async () => await fetch(url, { headers, signal: gone.signal })),
  );
  const readers = answers.map((answer) => answer.body?.getReader());
  await measure(`a change until ${WATCHES} watches have heard of it`, ROUNDS / 10, async (index) => {
    const heard = Promise.all(readers.map(async (reader) => await reader?.read()));
    const old = store.get('Pod', 'default', 'pod-2');
    if (old) store.updateStatus({ ...old, status: { phase: index % 2 === 0 ? 'Running' : 'Pending' } });
    await heard;
  });
  gone.abort();
}
