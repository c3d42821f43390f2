import { once } from 'node:events';
import type { ServerResponse } from 'node:http';
import { describe, expect, it } from 'vitest';
import { TimelineEvent } from '../../../domain/timeline.ts';
import { registerSecret } from '../../../platform/redact.ts';
import { fakeKubernetesApi } from '../../../../test/fakes/kubernetes-api.ts';
import { NAMESPACE, observing, overlay, OVERLAY } from '../../../../test/fakes/observing.ts';
import { temporaryRepository } from '../../../../test/temporary-repository.ts';

/** A pod of after the push, which is made a moment later in most tests. */
const pod = (name: string, state: object, more: object = {}, spec: object = {}) => ({
  kind: 'Pod',
  apiVersion: 'v1',
  metadata: { name, namespace: 'ai-lounge', creationTimestamp: new Date(Date.now() + 5000).toISOString(), ...more },
  spec,
  status: { containerStatuses: [{ name: 'web', restartCount: 0, ...state }] },
});
const running = { state: { running: { startedAt: '2026-01-01T00:00:00Z' } } };

describe('createLiveObserver', () => {
  it('tells the format of a recording, in order, redacted', async () => {
    await using api = await fakeKubernetesApi();
    await using repository = await temporaryRepository(overlay('v1'));
    registerSecret('s3cret-of-the-pod');
    api.put('/apis/argoproj.io/v1alpha1/namespaces/argocd/applications', {
      kind: 'Application',
      apiVersion: 'argoproj.io/v1alpha1',
      metadata: { name: 'web' },
    });
    api.put(`${NAMESPACE}/pods`, pod('web-1', running, {}, { env: [{ name: 'A', value: 's3cret-of-the-pod' }] }));
    api.put(`${NAMESPACE}/events`, {
      kind: 'Event',
      apiVersion: 'v1',
      metadata: { name: 'old' },
      lastTimestamp: '2020-01-01T00:00:00Z',
    });
    api.put(`${NAMESPACE}/events`, {
      kind: 'Event',
      apiVersion: 'v1',
      metadata: { name: 'new' },
      lastTimestamp: new Date().toISOString(),
    });
    api.intercept((_request, response, url) => {
      if (!url.pathname.endsWith('/log')) return;
      response.end('2026-01-01T00:00:01Z password is s3cret-of-the-pod\n');
    });
    await using observed = await observing(api, repository);
    await observed.until(
      () =>
        observed.of('listed').length >= 10 &&
        observed.of('log').length > 0 &&
        observed.of('registry').length > 0 &&
        observed.of('render').length > 0,
    );
    const { commit } = observed.header;
    for (const event of observed.events) TimelineEvent.parse(event);
    expect(
      observed
        .of('listed')
        .map((event) => `${event.kind} ${event.count}`)
        .sort((a, b) => a.localeCompare(b)),
    ).toEqual([
      'Application 1',
      'CronJob 0',
      'Deployment 0',
      'EndpointSlice 0',
      'Event 1',
      'Job 0',
      'Pod 1',
      'ReplicaSet 0',
      'Service 0',
      'StatefulSet 0',
    ]);
    expect(observed.of('git')).toMatchObject([{ remoteHead: commit, contains: { [commit]: true } }]);
    expect(observed.of('render')).toMatchObject([{ commit, images: [overlay('v1')[OVERLAY]?.trim(), 'side:1'] }]);
    expect(observed.of('registry')).toMatchObject([
      { tag: 'v1', digest: 'sha256:1', manifests: [], configs: ['sha256:c'] },
    ]);
    expect(observed.of('log')).toMatchObject([
      { pod: 'web-1', container: 'web', time: '2026-01-01T00:00:01Z', line: 'password is ***' },
    ]);
    expect(JSON.stringify(observed.events)).not.toContain('s3cret');
    expect(observed.events.map((event) => event.at)).toEqual(
      observed.events.map((event) => event.at).sort((a, b) => a - b),
    );
  });

  it('sees newer releases of the service on the branch, their render and their tag', async () => {
    await using api = await fakeKubernetesApi();
    await using repository = await temporaryRepository(overlay('v1'));
    await using observed = await observing(api, repository);
    await observed.until(() => observed.of('render').length === 1);
    await repository.git(['pull', '--quiet'], repository.other);
    const second = await repository.commit(overlay('v2'), 'feat: v2', { cwd: repository.other });
    const broken = await repository.commit({ [OVERLAY]: 'broken\n' }, 'feat: broken', { cwd: repository.other });
    const last = await repository.commit({ 'README.md': 'x' }, 'docs: x', { cwd: repository.other, push: true });
    await observed.until(() => observed.of('render').length === 4 && observed.of('registry').length === 2);
    expect(observed.of('git').at(-1)).toMatchObject({
      remoteHead: last,
      contains: { [observed.header.commit]: true, [second]: true, [broken]: true, [last]: true },
    });
    expect(observed.of('render').slice(1)).toMatchObject([
      { commit: last, images: [] },
      { commit: broken, images: [], error: expect.stringContaining('no such field') },
      { commit: second },
    ]);
    expect(observed.of('registry')[1]).toMatchObject({ tag: 'v2', digest: null, manifests: [], configs: [] });
  });

  it('tells that a commit was dropped, and that the remote cannot be seen', async () => {
    await using api = await fakeKubernetesApi();
    await using repository = await temporaryRepository(overlay('v1'));
    const first = await repository.git(['rev-parse', 'HEAD']);
    const mine = await repository.commit(overlay('v2'), 'feat: mine', { push: true });
    await using observed = await observing(api, repository);
    await observed.until(() => observed.of('git').length === 1);
    await repository.git(['update-ref', 'refs/heads/main', first], repository.remote);
    await observed.until(() => observed.of('git').length === 2);
    expect(observed.of('git')[1]).toMatchObject({ remoteHead: first, contains: { [mine]: false, [first]: true } });
    await repository.git(['remote', 'set-url', 'origin', '/nowhere.git']);
    await observed.until(() => observed.of('gap').length > 0);
    expect(observed.of('gap')[0]).toMatchObject({ kind: 'git', reason: 'GIT_REMOTE_UNREACHABLE' });
    await repository.git(['remote', 'set-url', 'origin', repository.remote]);
    await observed.until(() => observed.of('listed').some((event) => event.kind === 'git'));
  });

  it('probes every second, and keeps its log streams through a gap', async () => {
    await using api = await fakeKubernetesApi();
    await using repository = await temporaryRepository(overlay('v1'));
    let stream: ServerResponse | undefined;
    api.intercept((_request, response, url) => {
      if (url.pathname.includes('/proxy/'))
        response.writeHead(200, { 'content-type': 'application/json' }).end('{"version":"v1"}');
      if (!url.pathname.endsWith('/log')) return;
      stream = response;
      response.write('2026-01-01T00:00:01.1Z one\n2026-01-01T00:00:01.2Z two\n');
      if (url.searchParams.has('sinceTime')) response.write('2026-01-01T00:00:01.2Z two\n2026-01-01T00:00:03Z four\n');
    });
    api.put(`${NAMESPACE}/pods`, pod('web-1', running));
    await using observed = await observing(api, repository, { health: { path: '/health', port: 80, echoesTag: true } });
    await observed.until(() => observed.of('log').length === 2);
    api.refuse(401);
    await observed.until(
      () =>
        new Set(observed.of('gap').map((event) => event.kind)).size === 10 &&
        observed.of('probe').some((event) => event.error === '401 refused by the fake'),
    );
    stream?.write('2026-01-01T00:00:02Z three\n');
    await observed.until(() => observed.of('log').length === 3);
    api.refuse(undefined);
    await observed.until(() => observed.of('listed').length >= 20);
    stream?.destroy();
    await observed.until(() => observed.of('log').length >= 4);
    expect(observed.of('log').map((event) => event.line)).toEqual(['one', 'two', 'three', 'four']);
    const probes = observed.of('probe');
    expect(probes.find((probe) => probe.error === undefined)).toMatchObject({
      url: '/api/v1/namespaces/ai-lounge/services/web:80/proxy/health',
      status: 200,
      body: '{"version":"v1"}',
    });
    expect(probes.length).toBeLessThanOrEqual((probes.at(-1)?.at ?? 0) / 1000 + 2);
    expect(probes.length).toBeGreaterThan(2);
  });

  it.each([
    ['comes late', 100, ['last words', 'dying']],
    ['does not come', undefined, ['dying']],
  ])('tells what a dying container said before that it dies; not for long where the log %s', async (_, after, told) => {
    await using api = await fakeKubernetesApi();
    await using repository = await temporaryRepository(overlay('v1'));
    api.intercept((_request, response, url) => {
      if (!url.pathname.endsWith('/log')) return;
      if (after !== undefined) setTimeout(() => response.end('2026-01-01T00:00:02Z last words\n'), after);
      return true;
    });
    await using observed = await observing(api, repository);
    await observed.until(() => observed.of('listed').length >= 10);
    const dying = {
      restartCount: 2,
      state: { waiting: { reason: 'CrashLoopBackOff' } },
      lastState: { terminated: {} },
    };
    api.put(`${NAMESPACE}/pods`, pod('dying', dying));
    const isDying = (event: TimelineEvent) =>
      event.type === 'watch' && (event.object.metadata as { name?: unknown } | undefined)?.name === 'dying';
    await observed.until(() => observed.events.some(isDying));
    const order = observed.events.flatMap((event) =>
      event.type === 'log' ? [event.line] : isDying(event) ? ['dying'] : [],
    );
    expect(order).toEqual(told);
  });

  it('follows the logs of 500 pods, says that there are more, and tells every pod', async () => {
    await using api = await fakeKubernetesApi();
    await using repository = await temporaryRepository(overlay('v1'));
    api.intercept((_request, response, url) => {
      if (url.pathname.endsWith('/log')) response.end('2026-01-01T00:00:02Z up\n');
    });
    await using observed = await observing(api, repository);
    await observed.until(() => observed.of('listed').length >= 10);
    for (let index = 0; index < 510; index += 1) api.put(`${NAMESPACE}/pods`, pod(`pod-${index}`, running));
    const pods = () => observed.of('watch').filter(({ object }) => object.kind === 'Pod').length;
    const followed = () => observed.of('log').filter(({ line }) => line === 'up').length;
    await observed.until(() => pods() === 510 && followed() === 500);
    expect(observed.of('log').filter(({ line }) => line.includes('more than 500 pods'))).toHaveLength(1);
  });

  it('reads the starts of a container that ended before anybody looked, and no pods of others', async () => {
    await using api = await fakeKubernetesApi();
    await using repository = await temporaryRepository(overlay('v1'));
    api.intercept((_request, response, url) => {
      if (!url.pathname.endsWith('/log')) return;
      const [, name = ''] = /pods\/([^/]+)\/log/.exec(url.pathname) ?? [];
      response.end(
        url.searchParams.has('previous')
          ? `2026-01-01T00:00:01Z ${name} crashed\n`
          : `2026-01-01T00:00:02Z ${name} again\n`,
      );
    });
    const owned = (uid: string) => ({ ownerReferences: [{ uid, controller: true }] });
    const replicaSets = '/apis/apps/v1/namespaces/ai-lounge/replicasets';
    api.put(replicaSets, {
      kind: 'ReplicaSet',
      apiVersion: 'apps/v1',
      metadata: {
        name: 'other',
        uid: 'rs-other',
        annotations: { 'argocd.argoproj.io/tracking-id': 'other:apps/ReplicaSet:x/other' },
      },
    });
    await using observed = await observing(api, repository);
    await observed.until(() => observed.of('listed').length >= 10);
    api.put(`${NAMESPACE}/pods`, pod('foreign', running, owned('rs-other')));
    api.put(`${NAMESPACE}/pods`, pod('old', running, { creationTimestamp: '2020-01-01T00:00:00Z' }));
    api.put(
      `${NAMESPACE}/pods`,
      pod('mine', {
        restartCount: 1,
        state: { waiting: { reason: 'CrashLoopBackOff' } },
        lastState: { terminated: { exitCode: 1 } },
      }),
    );
    await observed.until(() => observed.of('log').length >= 2);
    expect(observed.of('log').map((event) => event.line)).toEqual(['mine crashed', 'mine again']);
    expect(api.requests.some((request) => /pods\/(foreign|old)\/log/.test(request))).toBe(false);
  });

  it('thins a flood of log lines out, but keeps the errors in it', async () => {
    await using api = await fakeKubernetesApi();
    await using repository = await temporaryRepository(overlay('v1'));
    const line = `2026-01-01T00:00:01Z ${'x'.repeat(970)}\n`;
    api.intercept(async (_request, response, url) => {
      if (!url.pathname.endsWith('/log')) return false;
      response.writeHead(200);
      for (let sent = 0; sent < 20_000 && !response.destroyed; sent += 100)
        if (!response.write(line.repeat(100))) await drained(response);
      response.end('2026-01-01T00:00:02Z ERROR it broke\n');
      return true;
    });
    api.put(`${NAMESPACE}/pods`, pod('web-1', { state: { terminated: { exitCode: 0 } } }));
    await using observed = await observing(api, repository);
    await observed.until(
      () =>
        observed.of('log').some((event) => event.line === 'ERROR it broke') &&
        (observed.of('log').at(-1)?.omitted ?? 0) > 0,
    );
    const kept = observed.of('log').filter((event) => event.omitted === undefined);
    expect(kept.length).toBeLessThan(2000);
    expect(kept.length + observed.of('log').reduce((sum, event) => sum + (event.omitted ?? 0), 0)).toBe(20_001);
  });
});

async function drained(response: ServerResponse): Promise<void> {
  const closed = new AbortController();
  const close = () => closed.abort();
  response.on('close', close);
  await once(response, 'drain', { signal: closed.signal }).catch(() => {});
  response.off('close', close);
}
