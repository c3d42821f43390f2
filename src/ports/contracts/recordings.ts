import { describe, expect, it } from 'vitest';
import type { ReleaseHeader, TimelineEvent } from '../../domain/timeline.ts';
import type { Recordings } from '../recordings.ts';

export const sampleHeader: ReleaseHeader = {
  type: 'release',
  service: 'web',
  namespace: 'ai-lounge',
  application: 'web',
  workload: { kind: 'Deployment', name: 'web' },
  commit: 'c'.repeat(40),
  branch: 'main',
  image: '127.0.0.1:5000/ai-lounge/web',
  tag: 'v202601010000',
  digests: [`sha256:${'d'.repeat(64)}`],
  soakSeconds: 3,
  deadlineSeconds: 60,
  replicas: 1,
  at0: '2026-01-01T00:00:00.000Z',
};

export const sampleEvent = (at: number): TimelineEvent => ({
  at,
  type: 'log',
  pod: 'web-1',
  container: 'web',
  time: '2026-01-01T00:00:01Z',
  line: `줄 ${at}`,
});

export interface RecordingsFixture {
  readonly recordings: Recordings;
  /** Lets this many days pass. */
  wait(days: number): void;
  [Symbol.asyncDispose](): Promise<void>;
}

/** What every driver of the port must do. */
export function recordingsContract(name: string, open: () => Promise<RecordingsFixture>): void {
  describe(name, () => {
    it('gives back what was written, and goes on where it ended', async () => {
      await using fixture = await open();
      const { recordings } = fixture;
      expect(await recordings.read('web-production-v1')).toBeUndefined();
      const first = await recordings.open('web-production-v1', sampleHeader);
      for (let at = 0; at < 1000; at++) first.write(sampleEvent(at));
      await first.close();
      const second = await recordings.open('web-production-v1', sampleHeader);
      second.write(sampleEvent(1000));
      await second.close();
      const lines = (await recordings.read('web-production-v1'))
        ?.trimEnd()
        .split('\n')
        .map((line): unknown => JSON.parse(line));
      expect(lines).toHaveLength(1002);
      expect(lines?.[0]).toEqual(sampleHeader);
      expect(lines?.at(-1)).toEqual(sampleEvent(1000));
    });

    it('lists and prunes by age', async () => {
      await using fixture = await open();
      const { recordings } = fixture;
      expect(await recordings.list()).toEqual([]);
      for (const release of ['a', 'b']) await (await recordings.open(release, sampleHeader)).close();
      expect(
        (await recordings.list()).map((entry) => entry.release).sort((one, other) => one.localeCompare(other)),
      ).toEqual(['a', 'b']);
      expect(await recordings.prune(90)).toBe(0);
      fixture.wait(91);
      expect(await recordings.prune(90)).toBe(2);
      expect(await recordings.list()).toEqual([]);
    });

    it.each(['../x', 'a/b', '', '.hidden', 'a..b', 'A\0'])('refuses the name %j', async (release) => {
      await using fixture = await open();
      await expect(fixture.recordings.open(release, sampleHeader)).rejects.toMatchObject({ code: 'PATH_OUTSIDE' });
      await expect(fixture.recordings.read(release)).rejects.toMatchObject({ code: 'PATH_OUTSIDE' });
    });
  });
}
