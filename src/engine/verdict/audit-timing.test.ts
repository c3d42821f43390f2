import { describe, test } from 'vitest';
import { expectCase, probeFrom, type AuditCase } from '../../../test/verdict/audit-case.ts';
import type { JsonObject } from '../../../test/verdict/merge-deep.ts';
import { MY_IMAGE, OLD_IMAGE, isoSecond, type ReleaseStory } from '../../../test/verdict/release-story.ts';
import { owner, podObject } from '../../../test/verdict/story-objects.ts';

const waiting = (reason: string): JsonObject => ({ waiting: { reason, message: 'not found' } });

function pod(story: ReleaseStory, at: number, state: 'running' | 'ready' | JsonObject, restarts = 0): void {
  story.patch(at, 'Pod/new', podObject({ owner: owner('ReplicaSet', 'web-new'), state, at, restarts }));
}

function pullFailed(story: ReleaseStory, at: number, count: number): void {
  story.patch(at, 'Event/pull', {
    type: 'Warning',
    reason: 'Failed',
    message: 'Failed to pull image "x": not found',
    count,
    involvedObject: { uid: 'uid-Pod-new', fieldPath: 'spec.containers{web}' },
  });
}

function template(story: ReleaseStory, at: number, image: string, generation: number): void {
  story.patch(at, 'Deployment/web', {
    metadata: { generation },
    spec: { template: { spec: { containers: [{ name: 'web', image }] } } },
  });
}

function comparisonError(story: ReleaseStory, at: number, conditions: readonly JsonObject[]): void {
  story.patch(at, 'Application/web', { status: { sync: { revision: 'main', status: 'Unknown' }, conditions } });
}

const broken = { type: 'ComparisonError', message: 'app path does not exist', lastTransitionTime: isoSecond(4000) };
const touch = (story: ReleaseStory, at: number) =>
  story.patch(at, 'Application/web', { metadata: { labels: { at: `${at}` } } });

const cases: readonly AuditCase[] = [
  {
    name: 'by a clock that lags, a line of the second of readiness counts from its arrival on',
    until: 60_000,
    header: { at0: '2025-12-31T23:58:30.000Z' },
    tell: (story) => {
      const line = {
        type: 'log',
        pod: 'new',
        container: 'web',
        line: 'ERROR not yet',
        time: '2026-01-01T00:00:02.100Z',
      };
      story.tell(1990, line as never);
      probeFrom(story, 4000, 40_000);
    },
    verdict: 'PASS',
  },
  {
    name: 'a pull fails once and is tried again: not yet a failure',
    until: 860,
    tell(story) {
      pullFailed(story, 1270, 1);
      pod(story, 1890, waiting('ErrImagePull'));
      pod(story, 14_400, waiting('ImagePullBackOff'));
      touch(story, 14_410);
    },
    verdict: 'PROGRESSING',
    never: ['FAIL'],
  },
  {
    name: 'the second try fails: known by the Event, while the state has held since the first',
    until: 860,
    tell(story) {
      pullFailed(story, 1270, 1);
      pod(story, 1890, waiting('ErrImagePull'));
      pod(story, 14_400, waiting('ImagePullBackOff'));
      pullFailed(story, 14_430, 2);
    },
    verdict: 'FAIL',
    reason: 'IMAGE_PULL',
    between: [14_430, 14_430],
  },
  {
    name: 'both tries were over before the state was seen: three seconds from the state on',
    until: 860,
    tell(story) {
      pullFailed(story, 1270, 2);
      pod(story, 1890, waiting('ErrImagePull'));
      touch(story, 9000);
    },
    verdict: 'FAIL',
    reason: 'IMAGE_PULL',
    between: [4890, 4890],
  },
  {
    name: 'two restarts count in any state, at once',
    until: 1500,
    tell: (story) => pod(story, 5000, 'running', 2),
    verdict: 'FAIL',
    reason: 'CRASH_LOOP',
    between: [5000, 5000],
  },
  {
    name: 'one restart does not',
    until: 1500,
    tell(story) {
      pod(story, 5000, 'running', 1);
      touch(story, 9000);
    },
    verdict: 'PROGRESSING',
    never: ['FAIL'],
  },
  {
    name: 'the template differs twice for two seconds: each time is confirmed anew',
    until: 8050,
    tell(story) {
      template(story, 9000, OLD_IMAGE, 3);
      template(story, 11_000, MY_IMAGE, 4);
      template(story, 11_500, OLD_IMAGE, 5);
      touch(story, 13_500);
    },
    verdict: 'PROGRESSING',
    never: ['FAIL'],
  },
  {
    name: 'the template differs for three seconds',
    until: 8050,
    tell(story) {
      template(story, 9000, OLD_IMAGE, 3);
      touch(story, 20_000);
    },
    verdict: 'FAIL',
    reason: 'LIVE_TEMPLATE_DIFFERS',
    between: [12_000, 12_000],
  },
  {
    name: 'Argo CD cannot compare: the branch for a revision, and Healthy all the time',
    until: 1000,
    tell(story) {
      comparisonError(story, 4000, [broken]);
      touch(story, 20_000);
    },
    verdict: 'FAIL',
    reason: 'APP_CONDITION',
    between: [7000, 7000],
  },
  {
    name: 'Argo CD cannot compare for a moment',
    until: 3000,
    tell(story) {
      comparisonError(story, 4000, [broken]);
      story.patch(6500, 'Application/web', {
        status: { sync: { revision: story.header.commit, status: 'Synced' }, conditions: [] },
      });
      probeFrom(story, 7050, 40_050);
    },
    verdict: 'PASS',
    between: [26_500, 27_100],
    never: ['FAIL'],
  },
  {
    name: 'answers of before the last old pod was gone count for nothing',
    until: 2040,
    tell(story) {
      probeFrom(story, 2050, 9050, 'old');
      story.remove(9500, 'Pod/old');
      probeFrom(story, 10_050, 40_050);
    },
    verdict: 'PASS',
    between: [30_050, 30_050],
    never: ['FAIL'],
  },
  {
    name: 'the deadline ends every wait, and names it',
    until: 1500,
    header: { deadlineSeconds: 30 },
    tell: (story) => touch(story, 30_000),
    verdict: 'FAIL',
    reason: 'DEADLINE',
    between: [30_000, 30_000],
  },
];

describe('when a verdict of the rules is due', () => {
  test.each(cases)('$name', expectCase);
});
