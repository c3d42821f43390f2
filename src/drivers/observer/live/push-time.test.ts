import { describe, expect, it } from 'vitest';
import { fakeKubernetesApi } from '../../../../test/fakes/kubernetes-api.ts';
import { NAMESPACE, observing, overlay } from '../../../../test/fakes/observing.ts';
import { temporaryRepository } from '../../../../test/temporary-repository.ts';
import { systemClock } from '../../../platform/clock.ts';

const pod = (name: string, metadata: object) => ({
  kind: 'Pod',
  apiVersion: 'v1',
  metadata: { name, namespace: 'ai-lounge', ...metadata },
  status: { containerStatuses: [{ name: 'web', restartCount: 0, state: { running: {} } }] },
});

describe('pushTime', () => {
  it.each([90_000, -90_000])('knows the pods and Events of after the push by a clock that is %i ms off', async (ms) => {
    await using api = await fakeKubernetesApi();
    await using repository = await temporaryRepository(overlay('v1'));
    api.intercept((_request, response, url) => {
      if (url.pathname.endsWith('/log')) response.end('2026-01-01T00:00:01Z hello\n');
    });
    const created = (secondsAgo: number) => ({
      creationTimestamp: new Date(Date.now() - secondsAgo * 1000).toISOString(),
    });
    const told = (name: string, secondsAgo: number) => ({
      kind: 'Event',
      apiVersion: 'v1',
      metadata: { name },
      lastTimestamp: created(secondsAgo).creationTimestamp,
    });
    api.put(`${NAMESPACE}/pods`, pod('old', created(30)));
    api.put(`${NAMESPACE}/pods`, pod('new', created(0)));
    api.put(`${NAMESPACE}/events`, told('old', 30));
    api.put(`${NAMESPACE}/events`, told('new', 0));
    const clock = { ...systemClock, now: () => systemClock.now() + ms };
    await using observed = await observing(api, repository, {}, clock);
    await observed.until(() => observed.of('log').length > 0 && observed.of('listed').length >= 10);
    expect(new Set(observed.of('log').map((event) => event.pod))).toEqual(new Set(['new']));
    expect(
      observed
        .of('watch')
        .filter(({ object }) => object['kind'] === 'Event')
        .map(({ object }) => object['metadata']),
    ).toMatchObject([{ name: 'new' }]);
  });
});
