import { describe, expect, it } from 'vitest';
import type { Cluster, ClusterEvent, ClusterObject } from '../cluster.ts';

export interface ClusterFixture {
  readonly cluster: Cluster;
  /** A namespace that exists and holds no Secret but the server's own. */
  readonly namespace: string;
  [Symbol.asyncDispose](): Promise<void>;
}

const LABELS = { 'lounge.test/contract': 'yes' };

const secret = (namespace: string, name: string, value: string): ClusterObject => ({
  apiVersion: 'v1',
  kind: 'Secret',
  metadata: { name, namespace, labels: LABELS, annotations: { keep: 'me' } },
  data: { value: Buffer.from(value).toString('base64') },
});

/** What every driver of the port must do. */
export function clusterContract(name: string, open: () => Promise<ClusterFixture>): void {
  describe(`${name}: objects`, () => {
    it('tells its version', async () => {
      await using fixture = await open();
      expect((await fixture.cluster.check()).version).toMatch(/^v\d+\./);
    });

    it('applies, reads, lists, annotates and removes', async () => {
      await using fixture = await open();
      const { cluster, namespace } = fixture;
      await cluster.apply(secret(namespace, 'one', 'a'));
      const second = await cluster.apply(secret(namespace, 'one', 'b'));
      expect(second).toMatchObject({ kind: 'Secret', metadata: { name: 'one', namespace }, data: { value: 'Yg==' } });
      expect(second.metadata).not.toHaveProperty('managedFields');
      await cluster.annotate('Secret', namespace, 'one', { asked: 'yes' });
      expect(await cluster.get('Secret', namespace, 'one')).toMatchObject({
        apiVersion: 'v1',
        kind: 'Secret',
        metadata: { annotations: { keep: 'me', asked: 'yes' } },
      });
      await cluster.apply(secret(namespace, 'two', 'c'));
      expect(
        (await cluster.list('Secret', namespace, LABELS))
          .map((object) => `${object.kind} ${object.metadata.name}`)
          .sort(),
      ).toEqual(['Secret one', 'Secret two']);
      await cluster.remove('Secret', namespace, 'one');
      await cluster.remove('Secret', namespace, 'one');
      expect(await cluster.get('Secret', namespace, 'one')).toBeUndefined();
    });

    it('refuses kinds that it does not know, and objects that are not there', async () => {
      await using fixture = await open();
      await expect(fixture.cluster.list('Teapot', fixture.namespace)).rejects.toMatchObject({
        code: 'CLUSTER_KIND_MISSING',
      });
      await expect(fixture.cluster.annotate('Secret', fixture.namespace, 'none', { a: 'b' })).rejects.toMatchObject({
        code: 'CLUSTER_REFUSED',
      });
    });
  });

  describe(`${name}: watch`, () => {
    it('tells what is there, then what changes, once each', async () => {
      await using fixture = await open();
      const { cluster, namespace } = fixture;
      await cluster.apply(secret(namespace, 'one', 'a'));
      const watch = watching(cluster, 'Secret', namespace, 'one');
      await watch.until((events) => events.some((event) => event.type === 'listed'));
      await cluster.apply(secret(namespace, 'other', 'x'));
      await cluster.apply(secret(namespace, 'one', 'b'));
      await cluster.remove('Secret', namespace, 'one');
      await watch.until((events) => events.some((event) => event.type === 'watch' && event.event === 'DELETED'));
      await watch.stop();
      expect(watch.events.map(summary)).toEqual(['ADDED one', 'listed Secret 1', 'MODIFIED one', 'DELETED one']);
    });

    it('goes on over the end of its watches without a gap', async () => {
      await using fixture = await open();
      const { cluster, namespace } = fixture;
      const watch = watching(cluster, 'Secret', namespace, 'late');
      await watch.until((events) => events.some((event) => event.type === 'listed'));
      await new Promise((resolve) => setTimeout(resolve, 4000));
      await cluster.apply(secret(namespace, 'late', 'a'));
      await watch.until((events) => events.some((event) => event.type === 'watch'));
      await watch.stop();
      expect(watch.events.map(summary)).toEqual(['listed Secret 0', 'ADDED late']);
    });
  });
}

/** A watch in the background with everything it told. */
export function watching(cluster: Cluster, kind: string, namespace: string, name?: string) {
  const events: ClusterEvent[] = [];
  const controller = new AbortController();
  let wake = () => {};
  const done = cluster.watch(
    kind,
    namespace,
    { ...(name === undefined ? {} : { name }), signal: controller.signal },
    (event) => {
      events.push(event);
      wake();
    },
  );
  return {
    events,
    until: async (enough: (events: readonly ClusterEvent[]) => boolean) => {
      while (!enough(events)) await new Promise<void>((resolve) => (wake = resolve));
    },
    stop: async () => {
      controller.abort();
      await done;
    },
  };
}

export function summary(event: ClusterEvent): string {
  if (event.type === 'listed') return `listed ${event.kind} ${event.count}`;
  return event.type === 'gap' ? `gap ${event.reason}` : `${event.event} ${event.object.metadata.name}`;
}
