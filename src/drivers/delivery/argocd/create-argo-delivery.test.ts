import { describe, expect, it } from 'vitest';
import { systemClock } from '../../../platform/clock.ts';
import { fakeKubernetesApi, type FakeKubernetesApi } from '../../../../test/fakes/kubernetes-api.ts';
import {
  createClusterAdministration,
  createKubernetesCluster,
} from '../../cluster/kubernetes/create-kubernetes-cluster.ts';
import { createArgoDelivery } from './create-argo-delivery.ts';

const APPLICATIONS = '/apis/argoproj.io/v1alpha1/namespaces/argocd/applications';
const application = (annotations: object) => ({
  kind: 'Application',
  apiVersion: 'argoproj.io/v1alpha1',
  metadata: { name: 'web', namespace: 'argocd', annotations },
});
const open = (api: FakeKubernetesApi) => {
  const options = { engine: 'test', kubeconfig: api.kubeconfig, clock: systemClock };
  return createArgoDelivery({
    cluster: createKubernetesCluster(options),
    administration: createClusterAdministration(options),
    namespace: 'argocd',
  });
};

describe('refresh', () => {
  it('is acknowledged when the annotation is gone', async () => {
    await using api = await fakeKubernetesApi();
    api.put(APPLICATIONS, application({ keep: 'me' }));
    const asked = open(api).refresh('web', { timeoutMs: 5000 });
    while (!api.requests.some((request) => request.includes('watch=true')))
      await new Promise((resolve) => setTimeout(resolve, 5));
    api.put(APPLICATIONS, application({ keep: 'me' }));
    expect(await asked).toBe(true);
    expect(api.requests[0]).toBe(`PATCH ${APPLICATIONS}/web`);
  });

  it('is not, when nobody acts on it in time', async () => {
    await using api = await fakeKubernetesApi();
    api.put(APPLICATIONS, application({}));
    expect(await open(api).refresh('web', { timeoutMs: 200 })).toBe(false);
  });

  it('fails for an application that is not there', async () => {
    await using api = await fakeKubernetesApi();
    api.put(APPLICATIONS, application({}));
    await expect(open(api).refresh('other', { timeoutMs: 200 })).rejects.toMatchObject({ code: 'CLUSTER_REFUSED' });
  });
});
