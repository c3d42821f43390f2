import { writeFile } from 'node:fs/promises';
import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../platform/clock.ts';
import { fakeKubernetesApi, status, type FakeKubernetesApi } from '../../../../test/fakes/kubernetes-api.ts';
import { createClusterAdministration } from './create-kubernetes-cluster.ts';

const open = (api: FakeKubernetesApi) =>
  createClusterAdministration({ engine: 'test', kubeconfig: api.kubeconfig, clock: systemClock });

/** Answers a POST of a review with this status, and keeps what was asked. */
function answer(api: FakeKubernetesApi, kind: string, given: object): { asked: unknown[]; actedAs: unknown[] } {
  const seen = { asked: [] as unknown[], actedAs: [] as unknown[] };
  api.intercept(async (request, response, url) => {
    if (!url.pathname.endsWith(`/${kind}`)) return false;
    const chunks: Buffer[] = [];
    for await (const chunk of request as AsyncIterable<Buffer>) chunks.push(chunk);
    seen.asked.push((JSON.parse(Buffer.concat(chunks).toString()) as { spec: unknown }).spec);
    seen.actedAs.push(request.headers['impersonate-user']);
    response.writeHead(201, { 'content-type': 'application/json' }).end(JSON.stringify({ status: given }));
    return true;
  });
  return seen;
}

async function writeToken(api: FakeKubernetesApi, claims: object): Promise<void> {
  const token = `e30.${Buffer.from(JSON.stringify(claims)).toString('base64url')}.c2ln`;
  const cluster = { server: api.url };
  await writeFile(
    api.kubeconfig,
    JSON.stringify({
      'current-context': 'c',
      contexts: [{ name: 'c', context: { cluster: 'k', user: 'u' } }],
      clusters: [{ name: 'k', cluster }],
      users: [{ name: 'u', user: { token } }],
    }),
  );
}

describe('who we are', () => {
  it('is told with the end of the token', async () => {
    await using api = await fakeKubernetesApi();
    const exp = Math.floor(Date.now() / 1000) + 3600;
    await writeToken(api, { exp });
    answer(api, 'selfsubjectreviews', { userInfo: { username: 'kim' } });
    expect(await open(api).access()).toEqual({
      context: 'c',
      server: api.url,
      username: 'kim',
      expires: { what: 'token', at: exp * 1000 },
    });
  });

  it('is not even asked with a token that has ended', async () => {
    await using api = await fakeKubernetesApi();
    await writeToken(api, { exp: 1_700_000_000 });
    await expect(open(api).access()).rejects.toMatchObject({
      code: 'CLUSTER_EXPIRED',
      parameters: { context: 'c', what: { en: 'token' }, at: '2023-11-14T22:13:20.000Z' },
    });
    expect(api.requests).toEqual([]);
  });

  it('is nobody the cluster knows', async () => {
    await using api = await fakeKubernetesApi();
    api.refuse(401);
    await expect(open(api).access()).rejects.toMatchObject({ code: 'CLUSTER_LOGIN' });
  });
});

describe('what may be done', () => {
  it('is asked by group and resource, with the subresource', async () => {
    await using api = await fakeKubernetesApi();
    const seen = answer(api, 'selfsubjectaccessreviews', { allowed: false });
    expect(await open(api).allowed({ verb: 'get', kind: 'Pod/log', namespace: 'a' })).toEqual({
      allowed: false,
      group: '',
      resource: 'pods/log',
    });
    expect(await open(api).allowed({ verb: 'patch', kind: 'Application', namespace: 'argocd' })).toMatchObject({
      group: 'argoproj.io',
      resource: 'applications',
    });
    expect(seen.asked[0]).toEqual({
      resourceAttributes: { verb: 'get', group: '', resource: 'pods', subresource: 'log', namespace: 'a' },
    });
  });

  it('is listed for another user, as whom we act', async () => {
    await using api = await fakeKubernetesApi();
    const seen = answer(api, 'selfsubjectrulesreviews', {
      incomplete: true,
      resourceRules: [{ verbs: ['get'], apiGroups: [''], resources: ['pods'] }],
    });
    expect(await open(api).rules('a', 'system:serviceaccount:a:lounge-qa')).toEqual({
      complete: false,
      rules: [{ verbs: ['get'], groups: [''], resources: ['pods'], names: [] }],
    });
    expect(seen.actedAs).toEqual(['system:serviceaccount:a:lounge-qa']);
  });
});

describe('the API', () => {
  it('tells its kinds, and nothing of a group that it does not know', async () => {
    await using api = await fakeKubernetesApi();
    api.intercept((_request, response, url) => {
      if (!url.pathname.startsWith('/apis/argoproj.io'))
        return (status(response, 404, 'NotFound', 'no such group'), true);
      const resources = [{ name: 'applications', kind: 'Application' }];
      response.writeHead(200, { 'content-type': 'application/json' }).end(JSON.stringify({ resources }));
      return true;
    });
    expect(await open(api).kinds('argoproj.io/v1alpha1')).toEqual(['Application']);
    expect(await open(api).kinds('other.io/v1')).toEqual([]);
  });
});
