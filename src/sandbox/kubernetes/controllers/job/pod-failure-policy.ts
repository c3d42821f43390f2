import type { ContainerStatus, Pod } from '../objects/pod.ts';
import type { Job, PodFailureRule } from './job.ts';

/** What the first rule that matches a failed pod asks for: FailJob, Ignore, Count; undefined when none matches. */
export function podFailureAction(job: Job, pod: Pod): string | undefined {
  if (pod.status?.phase !== 'Failed') return undefined;
  return matchingRule(job, pod)?.rule.action;
}

/** The sentence of the real one for a pod that fails its whole Job. */
export function failJobMessage(job: Job, pods: readonly Pod[]): string | undefined {
  for (const pod of pods) {
    if (pod.status?.phase !== 'Failed') continue;
    const match = matchingRule(job, pod);
    if (match?.rule.action !== 'FailJob') continue;
    const name = `${pod.metadata.namespace}/${pod.metadata.name}`;
    if (!match.container)
      return `Pod ${name} has condition ${match.condition} matching FailJob rule at index ${match.index}`;
    const exitCode = match.container.state?.terminated?.exitCode;
    return `Container ${match.container.name} for pod ${name} failed with exit code ${exitCode} matching FailJob rule at index ${match.index}`;
  }
  return undefined;
}

interface Match {
  readonly rule: PodFailureRule;
  readonly index: number;
  readonly container?: ContainerStatus;
  readonly condition?: string;
}

function matchingRule(job: Job, pod: Pod): Match | undefined {
  for (const [index, rule] of (job.spec.podFailurePolicy?.rules ?? []).entries()) {
    const container = rule.onExitCodes && containerMatching(rule.onExitCodes, pod);
    if (container) return { rule, index, container };
    const condition = conditionMatching(rule, pod);
    if (condition !== undefined) return { rule, index, condition };
  }
  return undefined;
}

function containerMatching(
  { containerName, operator, values = [] }: NonNullable<PodFailureRule['onExitCodes']>,
  pod: Pod,
): ContainerStatus | undefined {
  const statuses = [...(pod.status?.containerStatuses ?? []), ...(pod.status?.initContainerStatuses ?? [])];
  return statuses.find(({ name, state }) => {
    const exitCode = state?.terminated?.exitCode ?? 0;
    if (exitCode === 0 || (containerName !== undefined && containerName !== name)) return false;
    return operator === 'In' ? values.includes(exitCode) : operator === 'NotIn' && !values.includes(exitCode);
  });
}

function conditionMatching({ onPodConditions = [] }: PodFailureRule, pod: Pod): string | undefined {
  const wanted = onPodConditions.find(({ type, status = 'True' }) =>
    pod.status?.conditions?.some((condition) => condition.type === type && condition.status === status),
  );
  return wanted?.type;
}
