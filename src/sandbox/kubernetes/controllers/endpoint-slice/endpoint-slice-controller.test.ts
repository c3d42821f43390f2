import { describe, expect, it } from 'vitest';
import { cluster } from '../testing/start-for-test.ts';
import { deployment, NAMESPACE, podTemplate, service } from '../testing/manifests.ts';
import type { Cluster } from '../testing/cluster.ts';
import type { KubernetesObject } from '../../store/object-store.ts';

function slices({ store }: Cluster): KubernetesObject[] {
  return store.list('EndpointSlice', { namespace: NAMESPACE, labels: { 'kubernetes.io/service-name': 'web' } });
}

function conditions(slice: KubernetesObject | undefined): string[] {
  const endpoints = (slice?.endpoints ?? []) as { conditions: Record<string, boolean> }[];
  return endpoints.map((endpoint) =>
    Object.entries(endpoint.conditions)
      .filter(([, holds]) => holds)
      .map(([name]) => name)
      .join(' '),
  );
}

describe('the EndpointSlice of a Service', () => {
  it('follows its pods: not ready, ready, terminating, gone', async () => {
    const started = await cluster({ stopAfter: 3000 });
    const { apply, change, time } = started;
    apply(service());
    apply(deployment());
    time.advance(500);
    expect(slices(started)).toMatchObject([
      {
        addressType: 'IPv4',
        endpoints: [{ addresses: ['10.244.0.1'], nodeName: 'sandbox', targetRef: { kind: 'Pod' } }],
        ports: [{ name: 'http', port: 8080, protocol: 'TCP' }],
      },
    ]);
    expect(conditions(slices(started)[0])).toEqual(['']);
    time.advance(1000);
    expect(conditions(slices(started)[0])).toEqual(['ready serving']);
    change('Deployment', 'web', { template: podTemplate('v2') });
    time.advance(2000);
    expect(conditions(slices(started)[0])).toEqual(['serving terminating', 'ready serving']);
    time.advance(3000);
    expect(conditions(slices(started)[0])).toEqual(['ready serving']);
    expect(slices(started)).toHaveLength(1);
  });

  it('stays, empty, when the selector matches nothing', async () => {
    const started = await cluster();
    const { apply, change, time } = started;
    apply(service());
    apply(deployment());
    time.advance(2000);
    const before = slices(started)[0]?.metadata.name;
    change('Service', 'web', { selector: { app: 'wbe' } });
    time.settle();
    const [slice, ...others] = slices(started);
    expect(others).toEqual([]);
    expect(slice?.metadata.name).toBe(before);
    expect(slice).not.toHaveProperty('endpoints');
    expect(slice).not.toHaveProperty('ports');
  });

  it.each([
    {
      targetPort: 'http',
      container: { ports: [{ name: 'http', containerPort: 3000 }] },
      ports: [{ name: 'http', port: 3000 }],
    },
    { targetPort: 'htpp', container: { ports: [{ name: 'http', containerPort: 3000 }] }, ports: undefined },
    { targetPort: 9090, container: {}, ports: [{ name: 'http', port: 9090 }] },
  ])('resolves the port $targetPort', async ({ targetPort, container, ports }) => {
    const started = await cluster();
    started.apply(service({ ports: [{ name: 'http', port: 80, targetPort }] }));
    started.apply(deployment({ template: podTemplate('v1', container) }));
    started.time.advance(2000);
    expect(conditions(slices(started)[0])).toEqual(['ready serving']);
    if (ports) expect(slices(started)[0]).toMatchObject({ ports });
    else expect(slices(started)[0]).not.toHaveProperty('ports');
  });

  it('goes with its Service', async () => {
    const started = await cluster();
    started.apply(service());
    started.time.settle();
    expect(slices(started)).toHaveLength(1);
    started.store.remove('Service', NAMESPACE, 'web');
    started.time.settle();
    expect(slices(started)).toEqual([]);
  });
});
