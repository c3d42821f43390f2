import { afterAll, beforeAll, expect, it } from 'vitest';
import { makeBareWorld, type BareWorld } from '../bare-world.ts';
import { bareCluster } from '../fakes/bare-cluster.ts';

/** What is there already, of others or of ours, is told and neither written over nor taken away. */
let bare: BareWorld;
beforeAll(async () => {
  bare = await makeBareWorld();
  await bare.world.git(['push', '--quiet', '--set-upstream', 'origin', 'main']);
});
afterAll(async () => await bare?.[Symbol.asyncDispose]());

async function refused(args: readonly string[]) {
  return (await bare.world.lounge([...args, '--json'])).error();
}

const elsewhere = 'https://git.example.com/team/other.git';
const path = '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications';
const rootApp = (name: string) => ({
  apiVersion: 'argoproj.io/v1alpha1',
  kind: 'Application',
  metadata: {
    name: 'root-app',
    namespace: 'argocd',
    labels: { 'app.kubernetes.io/managed-by': 'lounge', 'lounge.dev/lounge': name },
  },
  spec: { project: 'lounge-root', source: { repoURL: elsewhere, path: 'app-of-apps/applications' } },
});

it.each([
  ['another lounge', 'other'],
  ['a lounge of the same name', 'demo'],
])('%s is told with its repository, and neither written over nor taken away', async (_, name) => {
  await using cluster = await bareCluster({ objects: [[path, rootApp(name)]] });
  await bare.login({ server: cluster.url });
  for (const args of [['bootstrap'], ['bootstrap', '--dry-run'], ['bootstrap', '--remove', '--with-services']]) {
    const error = await refused(args);
    expect(error).toMatchObject({ code: 'ARGOCD_TAKEN', hint: expect.stringContaining('argocdNamespace') });
    for (const word of ['root-app', `lounge ${name}`, elsewhere]) expect(error.message).toContain(word);
  }
  expect(cluster.changes).toEqual([]);
});

it('services that run are named before anything is taken away', async () => {
  const spec = { project: 'ai-agent-project', source: { repoURL: bare.git.url } };
  const hello = { metadata: { name: 'hello', namespace: 'argocd' }, spec };
  await using cluster = await bareCluster({ objects: [[path, hello]] });
  await bare.login({ server: cluster.url });
  const error = await refused(['bootstrap', '--remove']);
  expect(error).toMatchObject({ code: 'BOOTSTRAP_IN_USE', hint: expect.stringContaining('--with-services') });
  expect(error.message).toContain('hello');
  expect(cluster.changes).toEqual([]);
});

it('a cluster that takes an object and does not keep it is told at the first', async () => {
  await using cluster = await bareCluster();
  await bare.login({ server: cluster.url });
  const error = await refused(['bootstrap']);
  expect(error).toMatchObject({ code: 'BOOTSTRAP_UNPROVED', hint: expect.stringContaining('--show-managed-fields') });
  expect(error.message).toContain('Namespace ai-lounge');
  expect(cluster.changes).toEqual(['PATCH /api/v1/namespaces/ai-lounge']);
});

it('a Secret of another lounge is not written over either', async () => {
  const labels = { 'app.kubernetes.io/managed-by': 'lounge', 'lounge.dev/lounge': 'other' };
  const metadata = { name: 'lounge-registry', namespace: 'ai-lounge', labels };
  const secret = { apiVersion: 'v1', kind: 'Secret', metadata };
  await using cluster = await bareCluster({ objects: [['/api/v1/namespaces/ai-lounge/secrets', secret]] });
  await bare.login({ server: cluster.url });
  const error = await refused(['bootstrap']);
  expect(error).toMatchObject({ code: 'BOOTSTRAP_FOREIGN', hint: expect.stringContaining('namespace') });
  expect(error.message).toMatch(/Secret ai-lounge\/lounge-registry .* lounge other/);
  expect(cluster.changes).toEqual([]);
});
