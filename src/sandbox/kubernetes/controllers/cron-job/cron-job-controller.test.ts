import { describe, expect, it } from 'vitest';
import type { KubernetesObject } from '../../store/object-store.ts';
import { startControllers } from '../testing/cluster.ts';
import { job, NAMESPACE } from '../testing/manifests.ts';
import { cluster } from '../testing/start-for-test.ts';

const MINUTE = 60_000;

/** The fake clock begins at 18:25:36. */
function cronJob(spec: Record<string, unknown> = {}): KubernetesObject {
  return {
    apiVersion: 'batch/v1',
    kind: 'CronJob',
    metadata: { name: 'tick', namespace: NAMESPACE },
    spec: { schedule: '* * * * *', jobTemplate: { spec: job().spec }, ...spec },
  };
}

const ends = (exitCode: number, ms: number) => () => ({ ms, exitCode });

describe('a CronJob', () => {
  it('starts a Job when it is due, named by the time, and notes its end', async () => {
    const { apply, read, said, store, time } = await cluster({ endsAfter: ends(0, 5000) });
    apply(cronJob());
    time.advance(20_000);
    expect(store.list('Job')).toEqual([]);
    time.advance(6000);
    const name = `tick-${Date.parse('2026-11-23T18:26:00Z') / MINUTE}`;
    expect(read('Job', name).metadata.annotations).toEqual({
      'batch.kubernetes.io/cronjob-scheduled-timestamp': '2026-11-23T18:26:00Z',
    });
    expect(read('CronJob', 'tick').status).toMatchObject({
      active: [{ name }],
      lastScheduleTime: '2026-11-23T18:26:00Z',
    });
    time.advance(10_000);
    expect(read('CronJob', 'tick').status).toEqual({
      lastScheduleTime: '2026-11-23T18:26:00Z',
      lastSuccessfulTime: '2026-11-23T18:26:05Z',
    });
    expect(said('tick')).toEqual([
      `SuccessfulCreate: Created job ${name}`,
      `SawCompletedJob: Saw completed job: ${name}, condition: Complete`,
    ]);
  });

  it.each([
    { concurrencyPolicy: 'Allow', running: 3, all: 3 },
    { concurrencyPolicy: 'Forbid', running: 1, all: 1 },
    { concurrencyPolicy: 'Replace', running: 1, all: 1 },
  ])('$concurrencyPolicy', async ({ concurrencyPolicy, running, all }) => {
    const { apply, read, store, time } = await cluster();
    apply(cronJob({ concurrencyPolicy }));
    time.advance(3 * MINUTE);
    expect((read('CronJob', 'tick').status as { active: unknown[] }).active).toHaveLength(running);
    expect(store.list('Job')).toHaveLength(all);
  });

  it('keeps as many ended Jobs as the limits say', async () => {
    const { apply, store, time } = await cluster({ endsAfter: ends(0, 1000) });
    apply(cronJob({ successfulJobsHistoryLimit: 2 }));
    time.advance(6 * MINUTE);
    expect(store.list('Job')).toHaveLength(2);
    expect(store.list('Pod')).toHaveLength(2);
  });

  it('does nothing while suspended, and says when its schedule is none', async () => {
    const { apply, change, said, store, time } = await cluster();
    apply(cronJob({ suspend: true }));
    time.advance(3 * MINUTE);
    expect(store.list('Job')).toEqual([]);
    change('CronJob', 'tick', { suspend: false, schedule: '61 * * * *' });
    time.advance(3 * MINUTE);
    expect(said('tick')[0]).toMatch(/^UnparseableSchedule: unparseable schedule: "61 \* \* \* \*" : end of range/);
  });

  it('makes up for the last of the times missed while nobody looked, once', async () => {
    const { apply, store, time, stop } = await cluster();
    apply(cronJob());
    time.settle();
    await stop();
    time.advance(30 * 24 * 60 * MINUTE);
    const again = startControllers(store, time);
    expect(store.list('Job')).toHaveLength(1);
    await again.stop();
  });

  it('lets a time pass that is too late', async () => {
    const { apply, said, store, time, stop } = await cluster();
    apply(cronJob({ schedule: '0 19 * * *', startingDeadlineSeconds: 60 }));
    time.settle();
    await stop();
    time.advance(60 * MINUTE);
    const again = startControllers(store, time);
    expect(store.list('Job')).toEqual([]);
    expect(said('tick')).toEqual(['MissSchedule: Missed scheduled time to start a job: 2026-11-23T19:00:00Z']);
    await again.stop();
  });
});
