import type { ReasonCode } from '../../domain/messages/verdict.ts';
import type { StoredPod } from './kinds/workload-kind.ts';
import type { PodContainer } from './objects/pod.ts';
import type { Fact } from './receipts.ts';
import type { Situation } from './situation.ts';

const PULL = new Set([
  'ErrImagePull',
  'ImagePullBackOff',
  'RegistryUnavailable',
  'ImageInspectError',
  'SignatureValidationFailed',
]);
// The node will never try.
const NEVER_PULLED = new Set(['InvalidImageName', 'ErrImageNeverPull']);
const WRONG_PLATFORM =
  /no match for platform|no matching manifest|does not match the specified platform|exec format error/i;
// What a runtime says when the registry answered that there is no such image; anything else may be the registry's own trouble.
const NOT_THERE = /code = NotFound\b|manifest unknown|: not found$/i;
/** A node tries again no sooner, and often only after 15 s: https://kubernetes.io/docs/concepts/containers/images/#imagepullbackoff */
const SECOND_TRY_MS = 10_000;

export interface PullError {
  readonly code: ReasonCode;
  readonly problem: string;
  readonly facts: readonly Fact[];
  /** Two tries failed. */
  readonly isSure: boolean;
}

export function isPullError(reason: string): boolean {
  return PULL.has(reason) || NEVER_PULLED.has(reason);
}

export function readPullError(situation: Situation, pod: StoredPod, container: PodContainer): PullError {
  const { reason = '', message = '' } = container.waiting ?? {};
  const { tries, facts, text, since } = failedPulls(situation, pod, container);
  const absence = absenceSince(situation, container, `${text}\n${message}`, since + SECOND_TRY_MS);
  return {
    code: WRONG_PLATFORM.test(`${message} ${text}`) ? 'PLATFORM' : 'IMAGE_PULL',
    problem: text === '' ? message : text,
    facts: absence === undefined ? facts : [...facts, absence],
    isSure: NEVER_PULLED.has(reason) || tries + (absence === undefined ? 0 : 1) >= 2,
  };
}

/** Failed tries as the node's Events and the states count them. */
function failedPulls({ state }: Situation, { view }: StoredPod, { name }: PodContainer) {
  let tries = 0;
  let text = '';
  const facts: Fact[] = [];
  const seen = state.pullTries.get(`${view.metadata.uid} ${name}`);
  let since = seen?.since ?? Number.POSITIVE_INFINITY;
  for (const { view: event, fact } of state.warnings.get(view.metadata.uid)?.values() ?? []) {
    if (event.reason !== 'Failed' || !event.message.startsWith('Failed to pull image')) continue;
    if (event.container !== '' && event.container !== name) continue;
    tries += event.count;
    text = event.message;
    since = Math.min(since, fact.event.at);
    facts.push(fact);
  }
  return { tries: Math.max(tries, seen?.failures ?? 0), facts, text, since };
}

/** The node was told that the image is not there, and when it may try again earliest, the registry still says so: that is the second try. */
function absenceSince(
  { state, header }: Situation,
  { wanted }: PodContainer,
  messages: string,
  from: number,
): Fact | undefined {
  const { absence } = state;
  const isMine = wanted.startsWith(`${header.image}:`) || wanted.startsWith(`${header.image}@`);
  if (absence === undefined || absence.at < from || !isMine || state.images.ofReference(wanted) !== 'mine')
    return undefined;
  return messages.split('\n').some((message) => NOT_THERE.test(message.trim())) ? absence.fact : undefined;
}
