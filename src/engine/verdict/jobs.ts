import { verdictPhrases } from '../../domain/messages/verdict/phrases.ts';
import type { Stored } from './kind-store.ts';
import type { Job } from './objects/job.ts';
import { formatLines, tellingLines, type LogLine } from './log-excerpt.ts';
import type { Fact } from './receipts.ts';
import { excerpt, type Objection, type Rule } from './rule.ts';
import type { Situation } from './situation.ts';

/** J1: a Job of the release is not Complete. */
export const jobsComplete: Rule = {
  id: 'J1',
  group: 'jobs',
  judge(situation) {
    let waiting: Objection | undefined;
    for (const job of situation.jobs) {
      if (job.view.failed !== undefined) return failed(situation, job, job.view.failed);
      if (!job.view.complete) waiting ??= notComplete(job);
    }
    return waiting ?? notSeen(situation) ?? 'jobsComplete';
  },
};

function failed(situation: Situation, job: Stored<Job>, problem: string): Objection {
  const { facts, lines } = lastLines(situation, job);
  return {
    verdict: 'FAIL',
    reason: 'JOB',
    params: { job: excerpt(job.view.metadata.name), problem: excerpt(problem), logs: formatLines(lines) },
    facts: [job.fact, ...facts],
    soak: 'restarts',
  };
}

function lastLines(
  { state }: Situation,
  job: Stored<Job>,
): { readonly facts: readonly Fact[]; readonly lines: readonly LogLine[] } {
  for (const pod of state.pods.objects.values()) {
    if (pod.view.owner?.uid !== job.view.metadata.uid) continue;
    const lines = tellingLines(state.logs.get(pod.view.metadata.name)?.recent);
    return { facts: [pod.fact, ...lines.map((line) => line.fact)], lines };
  }
  return { facts: [], lines: [] };
}

function notComplete(job: Stored<Job>): Objection {
  const problem = job.view.suspended ? verdictPhrases.suspended : verdictPhrases.running;
  return waitFor(job.view.metadata.name, problem, [job.fact]);
}

/** Argo CD applied a Job that the watch has not shown yet. */
function notSeen({ application, state }: Situation): Objection | undefined {
  if (application === undefined || !state.git.descendants.has(application.view.operationRevision ?? ''))
    return undefined;
  for (const result of application.view.results) {
    if (result.kind !== 'Job' || result.status !== 'Synced' || typeof result.name !== 'string') continue;
    if (!state.jobsSeen.has(result.name)) return waitFor(result.name, verdictPhrases.notSeen, [application.fact]);
  }
  return undefined;
}

function waitFor(
  job: string,
  problem: { readonly en: string; readonly ko: string },
  facts: readonly Fact[],
): Objection {
  return {
    verdict: 'PROGRESSING',
    reason: 'JOB_RUNNING',
    params: { job: excerpt(job), problem },
    facts,
    soak: 'pauses',
  };
}
