import { expect } from 'vitest';
import type { ReleaseHeader } from '../../src/domain/timeline.ts';
import { replay } from '../../src/engine/verdict/replay.ts';
import type { JsonObject } from './merge-deep.ts';
import { isoSecond, MY_COMMIT, type ReleaseStory } from './release-story.ts';
import { usualRelease } from './usual-release.ts';

/** One sentence of the rules, told as a release: the usual one up to `until`, and what `tell` adds. */
export interface AuditCase {
  readonly name: string;
  readonly until: number;
  readonly header?: Partial<ReleaseHeader>;
  readonly tell: (story: ReleaseStory) => void;
  readonly verdict: string;
  readonly reason?: string;
  /** Earliest and latest `at` of the verdict that stands at the end. */
  readonly between?: readonly [number, number];
  readonly never?: readonly string[];
}

/** Fails unless the judge says what the case asks for, in time. */
export function expectCase({ until, header, tell, verdict, reason, between, never = [] }: AuditCase): void {
  const story = usualRelease(until, header);
  tell(story);
  const judged = replay(story.timeline());
  const changes = judged.changes.map((change) => `${change.at} ${change.verdict} ${change.reason}`).join('\n');
  expect(judged.verdict, changes).toBe(verdict);
  if (reason !== undefined) expect(judged.reason, changes).toBe(reason);
  const [earliest, latest] = between ?? [0, Infinity];
  expect(judged.at, changes).toBeGreaterThanOrEqual(earliest);
  expect(judged.at, changes).toBeLessThanOrEqual(latest);
  for (const one of never) expect(changes).not.toContain(` ${one} `);
}

/** The health path, asked every second. */
export function probeFrom(story: ReleaseStory, from: number, to: number, answer = 'mine'): void {
  for (let at = from; at <= to; at += 1000) story.probe(at, answer);
}

/** A sync between two tries: the Deployment was refused. */
export function refusedSync(message: string, retryCount: number, revision = MY_COMMIT): JsonObject {
  return {
    metadata: { annotations: { 'argocd.argoproj.io/refresh': null } },
    operation: { sync: { revision } },
    status: {
      sync: { revision: MY_COMMIT, status: 'OutOfSync' },
      operationState: {
        phase: 'Running',
        startedAt: isoSecond(300),
        finishedAt: isoSecond(400),
        retryCount,
        message,
        operation: { sync: { revision } },
        syncResult: { revision, resources: [{ kind: 'Deployment', name: 'web', status: 'SyncFailed', message }] },
      },
    },
  };
}
