import { describe, expect, it } from 'vitest';
import type { Lease } from '../repository.ts';
import { at, change, head, type RepositoryFixture } from './repository.ts';

const lease = (release: string): Lease => ({
  service: 'web',
  release,
  actor: 'kim',
  host: 'h',
  pid: 7,
  processMark: '7-1',
  since: at,
  tag: 'v202601010000',
});

/** What every driver of the port must do with leases. */
export function leaseContract(name: string, open: () => Promise<RepositoryFixture>): void {
  describe(`${name}: leases`, () => {
    it('are held by one, told to the other, and given back', async () => {
      await using fixture = await open();
      expect(await fixture.mine.takeLease(lease('web-1'))).toEqual({ taken: true });
      expect(await fixture.theirs.takeLease(lease('web-2'))).toEqual({ taken: false, holder: lease('web-1') });
      expect(await fixture.theirs.takeLease({ ...lease('web-1'), processMark: 'another' })).toEqual({
        taken: false,
        holder: lease('web-1'),
      });
      expect(await fixture.mine.takeLease({ ...lease('web-1'), pid: 8 })).toEqual({ taken: true });
      expect(await fixture.theirs.readLease('web')).toEqual({ ...lease('web-1'), pid: 8 });
      await fixture.theirs.releaseLease('web', 'web-2');
      expect(await fixture.theirs.readLease('web')).toBeDefined();
      await fixture.mine.releaseLease('web', 'web-1');
      expect(await fixture.theirs.readLease('web')).toBeUndefined();
      await fixture.mine.releaseLease('web', 'web-1');
    });

    it('go back with a commit in one push, also when the commit came too late', async () => {
      await using fixture = await open();
      const parent = await head(fixture.mine);
      const [early, late] = [await change(fixture.mine, parent, 'early'), await change(fixture.mine, parent, 'late')];
      for (const [commit, outcome] of [
        [early, 'published'],
        [late, 'GIT_MOVED'],
      ] as const) {
        const own = { service: 'web', release: `web-${outcome}` };
        await fixture.mine.takeLease(lease(own.release));
        const published = fixture.mine.publish(commit, parent, own).then(() => 'published');
        expect(await published.catch((error: { code: string }) => error.code)).toBe(outcome);
        expect(await fixture.theirs.readLease('web')).toBeUndefined();
        await fixture.theirs.takeLease(lease('web-next'));
        await fixture.mine.releaseLease('web', own.release);
        expect(await fixture.mine.readLease('web')).toEqual(lease('web-next'));
        await fixture.theirs.releaseLease('web', 'web-next');
      }
    });

    it('are broken only when they are still the one that was seen', async () => {
      await using fixture = await open();
      await fixture.mine.takeLease(lease('web-1'));
      expect(await fixture.theirs.breakLease({ ...lease('web-1'), since: at + 1 })).toBe(false);
      expect(await fixture.theirs.breakLease(lease('web-1'))).toBe(true);
      expect(await fixture.theirs.takeLease(lease('web-2'))).toEqual({ taken: true });
    });

    it('go to exactly one of many at once', async () => {
      await using fixture = await open();
      const takes = [fixture.mine, fixture.theirs, fixture.mine, fixture.theirs].map((repository, index) =>
        repository.takeLease(lease(`web-${index}`)),
      );
      const results = await Promise.all(takes);
      expect(results.filter((result) => result.taken)).toHaveLength(1);
    });
  });
}
