import { expect, it } from 'vitest';
import { fakeKubernetesApi, type FakeKubernetesApi } from '../../../../test/fakes/kubernetes-api.ts';
import { NAMESPACE, observing, overlay } from '../../../../test/fakes/observing.ts';
import { temporaryRepository } from '../../../../test/temporary-repository.ts';

const pod = (phase: string) => ({
  kind: 'Pod',
  apiVersion: 'v1',
  metadata: { name: 'web-1', namespace: 'ai-lounge' },
  status: { phase },
});
const routeOf = (ready: boolean) => ({
  kind: 'EndpointSlice',
  apiVersion: 'discovery.k8s.io/v1',
  metadata: { name: 'slice', namespace: 'ai-lounge', labels: { 'kubernetes.io/service-name': 'web' } },
  endpoints: [{ conditions: { ready } }],
});
const slices = '/apis/discovery.k8s.io/v1/namespaces/ai-lounge/endpointslices';
it.each([
  ['a pod is gone', (api: FakeKubernetesApi) => api.drop(`${NAMESPACE}/pods`, 'web-1')],
  ['a pod has ended', (api: FakeKubernetesApi) => api.put(`${NAMESPACE}/pods`, pod('Succeeded'))],
  ['the Service routes to others', (api: FakeKubernetesApi) => api.put(slices, routeOf(true))],
])('probes soon after %s', async (_, act) => {
  await using api = await fakeKubernetesApi();
  await using repository = await temporaryRepository(overlay('v1'));
  api.intercept((_request, response, url) => {
    if (url.pathname.includes('/proxy/')) response.writeHead(200).end();
  });
  api.put(`${NAMESPACE}/pods`, pod('Running'));
  api.put(slices, routeOf(false));
  await using observed = await observing(api, repository, { health: { path: '/health', port: 80 } });
  await observed.until(() => observed.of('probe').length >= 2 && observed.of('listed').length >= 10);
  const told = observed.of('watch').length;
  const asked = observed.of('probe').length;
  act(api);
  await observed.until(() => observed.of('probe').length > asked);
  const changedAt = observed.of('watch')[told]?.at ?? 0;
  expect((observed.of('probe')[asked]?.at ?? 0) - changedAt).toBeLessThan(700);
});
