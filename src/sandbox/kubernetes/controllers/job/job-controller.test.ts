import { describe, expect, it } from 'vitest';
import type { KubernetesObject, WatchEvent } from '../../store/object-store.ts';
import type { Pod } from '../objects/pod.ts';
import { cluster } from '../testing/start-for-test.ts';
import { startCluster, startControllers } from '../testing/cluster.ts';
import { job, NAMESPACE } from '../testing/manifests.ts';
import type { Job, JobStatus } from './job.ts';

const ends =
  (exitCode: number, ms = 3000) =>
  () => ({ ms, exitCode });

function statusOf(object: KubernetesObject): JobStatus {
  return (object as Job).status ?? {};
}

function types(object: KubernetesObject): string[] {
  return (statusOf(object).conditions ?? []).map(({ type, status, reason }) => `${type}=${status} ${reason}`);
}

/** As in the recording of a migration that fails: what each version of the Job adds. */
function distil({ object }: WatchEvent): unknown {
  const { active, ready, failed, succeeded, uncountedTerminatedPods } = statusOf(object);
  const uncounted = Object.keys(uncountedTerminatedPods ?? {});
  return { active, ready, failed, succeeded, uncounted, conditions: types(object) };
}

describe('a Job', () => {
  it('that fails writes FailureTarget, then Failed, as the real one was recorded to', async () => {
    const { apply, record, said, time } = await cluster({ endsAfter: ends(1) });
    const events = record('Job');
    apply(job());
    time.advance(10_000);
    const target = 'FailureTarget=True BackoffLimitExceeded';
    const nothing = { active: undefined, ready: undefined, failed: undefined, succeeded: undefined };
    expect(events.map(distil)).toEqual([
      { ...nothing, uncounted: [], conditions: [] },
      { ...nothing, active: 1, ready: 0, uncounted: [], conditions: [] },
      { ...nothing, active: 1, ready: 1, uncounted: [], conditions: [] },
      { ...nothing, ready: 0, uncounted: ['failed'], conditions: [target] },
      { ...nothing, ready: 0, failed: 1, uncounted: [], conditions: [target, 'Failed=True BackoffLimitExceeded'] },
    ]);
    expect(said('migrate')).toEqual([
      expect.stringMatching(/^SuccessfulCreate: Created pod: migrate-/),
      'BackoffLimitExceeded: Job has reached the specified backoff limit',
    ]);
  });

  it('that completes says SuccessCriteriaMet, then Complete', async () => {
    const { apply, read, said, store, time } = await cluster({ endsAfter: ends(0) });
    apply(job());
    time.advance(10_000);
    expect(types(read('Job', 'migrate'))).toEqual([
      'SuccessCriteriaMet=True CompletionsReached',
      'Complete=True CompletionsReached',
    ]);
    expect(statusOf(read('Job', 'migrate'))).toMatchObject({
      succeeded: 1,
      terminating: 0,
      ready: 0,
      uncountedTerminatedPods: {},
    });
    expect(statusOf(read('Job', 'migrate')).completionTime).toBeDefined();
    expect(said('migrate').at(-1)).toBe('Completed: Job completed');
    expect(store.list('Pod').map(({ metadata }) => metadata.finalizers)).toEqual([undefined]);
  });

  it('retries with back-off: 10 s, then 20 s', async () => {
    const { apply, read, store, time } = await cluster({ endsAfter: ends(1, 1000) });
    apply(job({ backoffLimit: 2 }));
    const created = (): number => store.list('Pod').length;
    for (const [ms, pods] of [
      [9000, 1],
      [3000, 2],
      [18_000, 2],
      [5000, 3],
    ] as const) {
      time.advance(ms);
      expect(created()).toBe(pods);
    }
    time.advance(10_000);
    expect(types(read('Job', 'migrate'))).toContain('Failed=True BackoffLimitExceeded');
    expect(statusOf(read('Job', 'migrate')).failed).toBe(3);
  });

  it('runs no more at once than its parallelism, until all completions are there', async () => {
    const { apply, read, record, time } = await cluster({ endsAfter: ends(0) });
    const events = record('Job');
    apply(job({ parallelism: 2, completions: 5 }));
    time.advance(20_000);
    expect(Math.max(...events.map(({ object }) => statusOf(object).active ?? 0))).toBe(2);
    expect(statusOf(read('Job', 'migrate'))).toMatchObject({ succeeded: 5 });
  });

  it('is over at its deadline; its pod is stopped first', async () => {
    const { apply, read, store, time } = await cluster({ stopAfter: 2000 });
    apply(job({ activeDeadlineSeconds: 10, backoffLimit: 6 }));
    time.advance(11_000);
    expect(types(read('Job', 'migrate'))).toEqual(['FailureTarget=True DeadlineExceeded']);
    time.advance(5000);
    expect(types(read('Job', 'migrate')).at(-1)).toBe('Failed=True DeadlineExceeded');
    expect(store.list('Pod')).toEqual([]);
  });

  it('gives its pods up when suspended, and starts anew when resumed', async () => {
    const { apply, change, read, said, store, time } = await cluster({ endsAfter: ends(0, 5000) });
    apply(job());
    time.advance(2000);
    change('Job', 'migrate', { suspend: true });
    time.advance(2000);
    expect(store.list('Pod')).toEqual([]);
    expect(types(read('Job', 'migrate'))).toEqual(['Suspended=True JobSuspended']);
    expect(statusOf(read('Job', 'migrate')).failed).toBeUndefined();
    change('Job', 'migrate', { suspend: false });
    time.advance(10_000);
    expect(types(read('Job', 'migrate'))).toEqual([
      'Suspended=False JobResumed',
      'SuccessCriteriaMet=True CompletionsReached',
      'Complete=True CompletionsReached',
    ]);
    expect(said('migrate')).toEqual(expect.arrayContaining(['Suspended: Job suspended', 'Resumed: Job resumed']));
  });

  it.each([
    { action: 'FailJob', reason: 'PodFailurePolicy', failed: 1 },
    { action: 'Count', reason: 'BackoffLimitExceeded', failed: 2 },
  ])('obeys a failure policy: $action', async ({ action, reason, failed }) => {
    const { apply, read, time } = await cluster({ endsAfter: ends(42) });
    const rules = [{ action, onExitCodes: { operator: 'In', values: [42] } }];
    apply(job({ backoffLimit: 1, podFailurePolicy: { rules } }));
    time.advance(60_000);
    expect(types(read('Job', 'migrate')).at(-1)).toBe(`Failed=True ${reason}`);
    expect(statusOf(read('Job', 'migrate')).failed).toBe(failed);
  });

  it('goes with its pods when its time after the end is over', async () => {
    const { apply, store, time } = await cluster({ endsAfter: ends(0) });
    apply(job({ ttlSecondsAfterFinished: 5 }));
    time.advance(7000);
    expect(store.list('Job')).toHaveLength(1);
    time.advance(5000);
    expect([...store.list('Job'), ...store.list('Pod')]).toEqual([]);
  });

  it('can be deleted while its pod runs', async () => {
    const { apply, store, time } = await cluster();
    apply(job());
    time.advance(2000);
    store.remove('Job', NAMESPACE, 'migrate', { propagation: 'Background' });
    time.advance(5000);
    expect([...store.list('Job'), ...store.list('Pod')]).toEqual([]);
  });
});

it('a pod is counted once, wherever the process was killed', async () => {
  for (let cut = 1; cut < 30; cut += 1) {
    const { apply, read, store, time, stop } = await startCluster({ endsAfter: ends(1) });
    apply(job({ backoffLimit: 0 }));
    time.advance(2500);
    await stop();
    time.advance(1000);
    const killed = startControllers(killAfter(store, cut), time, 50);
    await killed.stop();
    const again = startControllers(store, time);
    time.advance(5000);
    expect(statusOf(read('Job', 'migrate'))).toMatchObject({ failed: 1, uncountedTerminatedPods: {} });
    expect((store.list('Pod') as Pod[]).map(({ metadata }) => metadata.finalizers)).toEqual([undefined]);
    await again.stop();
  }
});

/** A store that takes so many writes and refuses all others: what is there is what a killed process left. */
function killAfter<T extends Parameters<typeof startControllers>[0]>(store: T, writes: number): T {
  let left = writes;
  return new Proxy(store, {
    get(target, name) {
      const member: unknown = Reflect.get(target, name, target);
      if (typeof member !== 'function') return member;
      const writing = ['create', 'update', 'updateStatus', 'remove'].includes(String(name));
      return (...args: unknown[]): unknown => {
        if (writing && (left -= 1) < 0) throw new Error('killed');
        return Reflect.apply(member, target, args);
      };
    },
  });
}
