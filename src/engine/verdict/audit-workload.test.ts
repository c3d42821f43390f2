import { describe, test } from 'vitest';
import { expectCase, probeFrom, type AuditCase } from '../../../test/verdict/audit-case.ts';
import type { JsonObject } from '../../../test/verdict/merge-deep.ts';
import { MY_COMMIT, MY_IMAGE, OLD_IMAGE, isoSecond } from '../../../test/verdict/release-story.ts';
import { owner, podObject } from '../../../test/verdict/story-objects.ts';

const TRACKED = { 'argocd.argoproj.io/tracking-id': 'web:batch/Job:ai-lounge/migrate' };

function job(image: string, status: JsonObject, generation = 1): JsonObject {
  return {
    metadata: { annotations: TRACKED, generation },
    spec: { template: { spec: { containers: [{ name: 'migrate', image }] } } },
    status,
  };
}

const complete = { conditions: [{ type: 'Complete', status: 'True' }] };
const failed = { conditions: [{ type: 'Failed', status: 'True', reason: 'BackoffLimitExceeded', message: 'gave up' }] };

function specOf(image: string): JsonObject {
  return { template: { spec: { containers: [{ name: 'migrate', image }] } } };
}

const cases: readonly AuditCase[] = [
  {
    name: 'an old pod went away in a gap, and the list repeats only what changed',
    until: 2050,
    tell(story) {
      story.gap(2100, ['Pod'], '403');
      story.tell(6000, { type: 'listed', kind: 'Pod', count: 1 });
      probeFrom(story, 6050, 40_050);
    },
    verdict: 'PASS',
    between: [26_000, 27_100],
    never: ['FAIL'],
  },
  {
    name: 'the migration of this release runs the old image and fails',
    until: 1000,
    tell(story) {
      story.patch(700, 'Job/migrate', job(OLD_IMAGE, {}));
      story.patch(950, 'Application/web', {
        status: {
          operationState: {
            syncResult: { revision: MY_COMMIT, resources: [{ kind: 'Job', name: 'migrate', status: 'Synced' }] },
          },
        },
      });
      story.patch(4000, 'Job/migrate', job(OLD_IMAGE, failed));
    },
    verdict: 'FAIL',
    reason: 'JOB',
    between: [4000, 4000],
  },
  {
    name: 'a failed job of an earlier release',
    until: 8050,
    tell(story) {
      story.patch(-950, 'Job/migrate', job(OLD_IMAGE, failed));
      story.tell(-940, { type: 'listed', kind: 'Job', count: 1 });
      probeFrom(story, 9050, 30_050);
    },
    verdict: 'PASS',
    never: ['FAIL'],
  },
  {
    name: 'a job of others that this release resumes still runs',
    until: 8050,
    tell(story) {
      story.patch(-950, 'Job/migrate', {
        ...job('other/tool:1', {}),
        spec: { ...specOf('other/tool:1'), suspend: true },
      });
      story.tell(-940, { type: 'listed', kind: 'Job', count: 1 });
      story.patch(850, 'Job/migrate', { metadata: { generation: 2 }, spec: { suspend: false } });
      probeFrom(story, 9050, 40_050);
    },
    verdict: 'PROGRESSING',
    reason: 'JOB_RUNNING',
    never: ['PASS', 'FAIL'],
  },
  {
    name: 'that resumed job completes',
    until: 8050,
    tell(story) {
      story.patch(-950, 'Job/migrate', {
        ...job('other/tool:1', {}),
        spec: { ...specOf('other/tool:1'), suspend: true },
      });
      story.tell(-940, { type: 'listed', kind: 'Job', count: 1 });
      story.patch(850, 'Job/migrate', { metadata: { generation: 2 }, spec: { suspend: false } });
      story.patch(8200, 'Job/migrate', { status: { conditions: [{ type: 'SuccessCriteriaMet', status: 'True' }] } });
      story.patch(9000, 'Job/migrate', { status: complete });
      probeFrom(story, 9050, 40_050);
    },
    verdict: 'PASS',
    between: [27_000, 30_100],
    never: ['FAIL'],
  },
  {
    name: 'a bad answer before and one after a time in which nobody could ask',
    until: 3000,
    tell(story) {
      story.probe(3050, '500');
      probeFrom(story, 4050, 7050, '429 Too Many Requests');
      story.probe(8050, '500');
      probeFrom(story, 9050, 40_050);
    },
    verdict: 'PASS',
    between: [29_050, 29_050],
    never: ['FAIL'],
  },
  {
    name: 'somebody deletes the Deployment in the soak, and Argo CD puts it back',
    until: 8050,
    tell(story) {
      story.remove(9000, 'Deployment/web');
      story.patch(9010, 'Application/web', { status: { sync: { status: 'OutOfSync' } } });
      story.patch(9100, 'Pod/new', { metadata: { deletionTimestamp: isoSecond(14_000) } });
      probeFrom(story, 9050, 20_050, '503 no endpoints available for service "web"');
    },
    verdict: 'FAIL',
    reason: 'SOAK',
    between: [9000, 10_500],
    never: ['PASS'],
  },
  {
    name: 'a case-insensitive error rule',
    until: 8050,
    header: { logErrorPatterns: ['(?i)error'] },
    tell(story) {
      story.tell(9000, { type: 'log', pod: 'new', container: 'web', time: isoSecond(9000), line: 'Error: no disk' });
    },
    verdict: 'FAIL',
    reason: 'LOG_ERRORS',
    between: [9000, 9000],
  },
  {
    name: 'a line of an old pod',
    until: 8050,
    tell(story) {
      story.tell(9000, { type: 'log', pod: 'old', container: 'web', time: isoSecond(9000), line: 'ERROR shutdown' });
      probeFrom(story, 9050, 30_050);
    },
    verdict: 'PASS',
    never: ['FAIL'],
  },
  {
    name: 'a CronJob of another Application that runs the same image is suspended',
    until: 8050,
    tell(story) {
      story.patch(-950, 'CronJob/other', {
        metadata: { annotations: { 'argocd.argoproj.io/tracking-id': 'other:batch/CronJob:ai-lounge/other' } },
        spec: {
          suspend: true,
          jobTemplate: { spec: { template: { spec: { containers: [{ name: 'x', image: MY_IMAGE }] } } } },
        },
      });
      story.tell(-940, { type: 'listed', kind: 'CronJob', count: 1 });
      probeFrom(story, 9050, 30_050);
    },
    verdict: 'PASS',
    never: ['UNVERIFIED'],
  },
  {
    name: 'an old pod that failed and is left over',
    until: 8050,
    tell(story) {
      const pod = podObject({ image: OLD_IMAGE, owner: owner('ReplicaSet', 'web-old'), state: 'pending', at: -9000 });
      story.patch(-950, 'Pod/left', pod);
      story.patch(-940, 'Pod/left', { status: { phase: 'Failed', reason: 'Evicted' } });
      story.tell(-930, { type: 'listed', kind: 'Pod', count: 2 });
      probeFrom(story, 9050, 30_050);
    },
    verdict: 'PASS',
    between: [23_000, 24_100],
  },
  {
    name: 'after a healed hand edit the Deployment arrives before its ReplicaSet',
    until: 8050,
    tell(story) {
      const revision = (value: string) => ({
        metadata: { annotations: { 'deployment.kubernetes.io/revision': value } },
      });
      story.patch(9000, 'Deployment/web', { ...revision('3') });
      story.patch(9150, 'ReplicaSet/web-new', revision('3'));
      probeFrom(story, 9050, 30_050);
    },
    verdict: 'PASS',
    between: [23_150, 24_300],
    never: ['FAIL', 'UNVERIFIED'],
  },
];

describe('what the rules say of pods, jobs and the soak', () => {
  test.each(cases)('$name', expectCase);
});
