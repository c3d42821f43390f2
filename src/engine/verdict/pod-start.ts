import type { StoredPod } from './kinds/workload-kind.ts';
import { formatLines, tellingLines } from './log-excerpt.ts';
import type { PodContainer } from './objects/pod.ts';
import { isPullError, readPullError } from './pull-error.ts';
import type { Fact } from './receipts.ts';
import type { ReasonCode } from '../../domain/messages/verdict.ts';
import { CONFIRMATION_MS, excerpt, type Objection, type Rule } from './rule.ts';
import type { Situation } from './situation.ts';
import { hasWantedTemplate } from './targets.ts';

const NOT_STARTED = new Set(['RunContainerError', 'CreateContainerError']);
const START_FAILED = new Set(['StartError', 'ContainerCannotRun', 'RunContainerError']);

/** P1: a container of the release cannot start or keeps dying. */
export const podsStart: Rule = {
  id: 'P1',
  group: 'pods',
  judge(situation) {
    const found: Objection[] = [];
    for (const target of situation.targets) {
      if (!target.observed || !hasWantedTemplate(target)) continue;
      for (const pod of target.pods.current) inspect(situation, pod, true, target.pods.facts, found);
    }
    const jobs = new Map(situation.jobs.map((job) => [job.view.metadata.uid, job.fact]));
    if (jobs.size > 0) {
      for (const pod of situation.state.pods.objects.values()) {
        const job = jobs.get(pod.view.owner?.uid ?? '');
        // Only Complete and Failed count for a Job: its containers may fail and be tried again.
        if (job !== undefined) inspect(situation, pod, false, [job], found);
      }
    }
    return found.length > 0 ? found : 'podsStart';
  },
};

function inspect(
  situation: Situation,
  pod: StoredPod,
  keepsRunning: boolean,
  facts: readonly Fact[],
  found: Objection[],
): void {
  if (pod.view.deleting || pod.view.ended) return;
  for (const container of pod.view.containers) {
    const objection =
      cannotStart(situation, pod, container) ?? (keepsRunning ? keepsDying(situation, pod, container) : undefined);
    if (objection !== undefined) found.push({ ...objection, facts: [...objection.facts, ...facts] });
  }
}

function cannotStart(situation: Situation, pod: StoredPod, container: PodContainer): Objection | undefined {
  const { reason = '', message = '' } = container.waiting ?? {};
  if (isPullError(reason)) {
    const { code, problem, facts, isSure } = readPullError(situation, pod, container);
    const found = failure(
      situation,
      pod,
      container,
      code,
      problem,
      isSure ? CONFIRMATION_MS : Number.POSITIVE_INFINITY,
    );
    return { ...found, facts: [...found.facts, ...facts] };
  }
  if (reason === 'CreateContainerConfigError') {
    // The kubelet's cache may not have a new object yet.
    const passing = message.includes('timed out waiting for the condition');
    return failure(situation, pod, container, 'CONFIG', message, passing ? CONFIRMATION_MS : 0);
  }
  if (NOT_STARTED.has(reason)) return failure(situation, pod, container, startCode(message), message, CONFIRMATION_MS);
  return undefined;
}

function startCode(message: string): ReasonCode {
  return message.includes('exec format error') ? 'PLATFORM' : 'RUN_CONTAINER';
}

function keepsDying(situation: Situation, pod: StoredPod, container: PodContainer): Objection | undefined {
  const looping = container.waiting?.reason === 'CrashLoopBackOff';
  const earlier = situation.state.earlierRestarts.get(`${pod.view.metadata.uid} ${container.name}`) ?? 0;
  if (!looping && container.restarts - earlier < 2) return undefined;
  const { exitCode = 0, reason = '', message = '' } = container.ended ?? {};
  const wrongFormat = situation.state.logs.get(pod.view.metadata.name)?.wrongFormat;
  const problem = reason === 'OOMKilled' ? 'OOMKilled' : `${reason} ${exitCode} ${message}`.trim();
  const found = failure(situation, pod, container, dyingCode(container, wrongFormat, message), problem, 0);
  return wrongFormat === undefined ? found : { ...found, facts: [...found.facts, wrongFormat] };
}

function dyingCode(container: PodContainer, wrongFormat: Fact | undefined, message: string): ReasonCode {
  if (wrongFormat !== undefined || message.includes('exec format error')) return 'PLATFORM';
  if (START_FAILED.has(container.ended?.reason ?? '')) return 'RUN_CONTAINER';
  return container.kind === 'init' ? 'INIT_CRASH' : 'CRASH_LOOP';
}

function failure(
  situation: Situation,
  pod: StoredPod,
  container: PodContainer,
  reason: ReasonCode,
  problem: string,
  milliseconds: number,
): Objection {
  const lines = tellingLines(situation.state.logs.get(pod.view.metadata.name)?.recent, container.name);
  return {
    verdict: 'FAIL',
    reason,
    params: {
      pod: excerpt(pod.view.metadata.name),
      container: excerpt(container.name),
      image: excerpt(container.wanted),
      service: situation.header.service,
      restarts: container.restarts,
      problem: excerpt(problem),
      logs: formatLines(lines),
    },
    facts: [pod.fact, ...lines.map((line) => line.fact)],
    ...(milliseconds > 0 ? { holds: { key: `${pod.view.metadata.uid} ${container.name}`, milliseconds } } : {}),
    soak: 'restarts',
  };
}
