import { describe, test } from 'vitest';
import { expectCase, probeFrom, refusedSync, type AuditCase } from '../../../test/verdict/audit-case.ts';
import { MY_COMMIT, MY_IMAGE, OLD_COMMIT, isoSecond } from '../../../test/verdict/release-story.ts';

const NEWER = 'c'.repeat(40);
const NEWEST = 'd'.repeat(40);

const cases: readonly AuditCase[] = [
  {
    name: 'an Application that is being deleted for long loses its workload',
    until: 8050,
    tell(story) {
      story.patch(9000, 'Application/web', { metadata: { deletionTimestamp: isoSecond(9000) } });
      story.patch(9100, 'Pod/new', { metadata: { deletionTimestamp: isoSecond(14_000) } });
      story.remove(9050, 'Deployment/web');
      story.remove(14_000, 'Pod/new');
      probeFrom(story, 9100, 15_100, '503 no endpoints available for service "web"');
      story.remove(16_000, 'Application/web');
      probeFrom(story, 17_000, 20_000, '404 services "web" not found');
    },
    verdict: 'UNVERIFIED',
    reason: 'APPLICATION_DELETED',
    between: [9000, 9000],
    never: ['PASS', 'FAIL'],
  },
  {
    name: 'a head that was passed over is never rendered',
    until: 8050,
    tell(story) {
      const contains = { [OLD_COMMIT]: true, [MY_COMMIT]: true, [NEWER]: true };
      story.tell(8100, { type: 'git', remoteHead: NEWER, contains });
      story.tell(8300, { type: 'git', remoteHead: NEWEST, contains: { ...contains, [NEWEST]: true } });
      story.tell(8400, { type: 'render', commit: NEWEST, images: [MY_IMAGE] });
      probeFrom(story, 9050, 40_050);
    },
    verdict: 'PASS',
    between: [23_000, 24_100],
    never: ['FAIL', 'SUPERSEDED'],
  },
  {
    name: 'a force-push back to an unrelated newer commit without a render',
    until: 8050,
    tell(story) {
      story.tell(8100, { type: 'git', remoteHead: NEWER, contains: { [MY_COMMIT]: false, [NEWER]: true } });
    },
    verdict: 'FAIL',
    reason: 'DROPPED',
    between: [8100, 8100],
  },
  {
    name: 'the branch cannot be looked at, then it can again',
    until: 8050,
    tell(story) {
      story.gap(9000, ['git'], 'timed out');
      story.tell(12_000, { type: 'listed', kind: 'git', count: 1 });
      probeFrom(story, 9050, 40_050);
    },
    verdict: 'PASS',
    between: [32_000, 32_100],
    never: ['FAIL'],
  },
  {
    name: 'the branch cannot be looked at any more',
    until: 8050,
    tell(story) {
      story.gap(9000, ['git'], 'timed out');
      probeFrom(story, 9050, 40_050);
    },
    verdict: 'UNVERIFIED',
    reason: 'OBSERVATION_GAP',
    never: ['PASS', 'FAIL'],
  },
  {
    name: 'a webhook refuses once what it takes at the second try',
    until: 300,
    tell(story) {
      story.patch(
        400,
        'Application/web',
        refusedSync('admission webhook "p.example" denied the request: image is invalid', 1),
      );
      story.patch(10_400, 'Application/web', { metadata: { labels: { a: 'b' } } });
    },
    verdict: 'PROGRESSING',
    never: ['FAIL'],
  },
  {
    name: 'a webhook refuses twice',
    until: 300,
    tell(story) {
      story.patch(
        400,
        'Application/web',
        refusedSync('admission webhook "p.example" denied the request: image is invalid', 1),
      );
      story.patch(
        10_400,
        'Application/web',
        refusedSync('admission webhook "p.example" denied the request: image is invalid', 2),
      );
    },
    verdict: 'FAIL',
    reason: 'SYNC_FAILED',
    between: [10_400, 10_400],
  },
  {
    name: 'the previous release is refused for good while mine waits',
    until: 200,
    tell(story) {
      story.patch(400, 'Application/web', refusedSync('spec.selector: field is immutable', 3, OLD_COMMIT));
    },
    verdict: 'PROGRESSING',
    never: ['FAIL'],
  },
];

describe('what the rules say of git and of Argo CD', () => {
  test.each(cases)('$name', expectCase);
});
