import { verdictPhrases } from '../../domain/messages/verdict/phrases.ts';
import type { VerdictParameters } from '../../domain/verdict.ts';
import { readAnswer } from './probe-answers.ts';
import type { Fact } from './receipts.ts';
import { excerpt, type Objection, type Rule } from './rule.ts';
import type { Situation } from './situation.ts';

/** O1: a kind that matters is not observed, or the health path could not be asked. */
export const observationGap: Rule = {
  id: 'O1',
  group: 'observation',
  judge(situation) {
    const blind = blindKinds(situation);
    const [first] = blind;
    if (first === undefined) return refusedProbe(situation) ?? 'observed';
    return {
      verdict: 'UNVERIFIED',
      reason: 'OBSERVATION_GAP',
      params: { kinds: blind.map((one) => one.kind), problem: first.problem },
      facts: blind.flatMap((one) => (one.fact === undefined ? [] : [one.fact])),
      soak: 'restarts',
    };
  },
};

/** O2: an object of a kind that matters cannot be read. */
export const malformedObject: Rule = {
  id: 'O2',
  group: 'observation',
  judge(situation) {
    for (const kind of kindsThatMatter(situation)) {
      for (const [name, fact] of situation.state.byKind.get(kind)?.malformed ?? []) {
        return {
          verdict: 'UNVERIFIED',
          reason: 'OBJECT_MALFORMED',
          params: { object: excerpt(`${kind}/${name}`), problem: verdictPhrases.fieldType },
          facts: [fact],
          soak: 'restarts',
        };
      }
    }
    return 'wellFormed';
  },
};

/** Whether something that matters is not known now, so that nothing can be confirmed. */
export function isBlind(situation: Situation): boolean {
  return blindKinds(situation).length > 0 || malformedObject.judge(situation) !== 'wellFormed';
}

function refusedProbe(situation: Situation): Objection | undefined {
  const { state, serves, header } = situation;
  const last = state.probes.last;
  if (!serves || last === undefined || last.event.at < 0) return undefined;
  if (readAnswer(header, last.event).kind !== 'gap') return undefined;
  return {
    verdict: 'UNVERIFIED',
    reason: 'OBSERVATION_GAP',
    params: { kinds: ['probe'], problem: excerpt(last.event.error ?? '') },
    facts: [last.fact],
    soak: 'restarts',
  };
}

interface Blind {
  readonly kind: string;
  readonly problem: VerdictParameters[string];
  readonly fact?: Fact;
}

/** The kinds that matter and are not observed now. */
function blindKinds(situation: Situation): readonly Blind[] {
  const found: Blind[] = [];
  const { blind: git } = situation.state.git;
  if (git !== undefined) found.push({ kind: 'git', problem: excerpt(git.reason), fact: git.fact });
  for (const kind of kindsThatMatter(situation)) {
    const store = situation.state.byKind.get(kind);
    // A kind that nobody watches is not observed either.
    const blind = store === undefined ? { reason: 'notListed' } : store.blind;
    if (blind === undefined) continue;
    const phrase =
      blind.reason === 'notListed' || blind.reason === 'listIncomplete' ? verdictPhrases[blind.reason] : undefined;
    found.push({ kind, problem: phrase ?? excerpt(blind.reason), fact: blind.fact });
  }
  return found;
}

/** Events only explain; StatefulSets, Deployments and CronJobs matter where the Application has some. */
function kindsThatMatter(situation: Situation): ReadonlySet<string> {
  const { header, serves, application, targets } = situation;
  const kinds = new Set(['Application', header.workload.kind, 'Pod', 'Job']);
  if (serves) for (const kind of ['Service', 'EndpointSlice']) kinds.add(kind);
  for (const target of targets) kinds.add(target.kind.kind);
  for (const resource of application?.view.resources ?? []) {
    if (resource.kind === 'Deployment' || resource.kind === 'StatefulSet' || resource.kind === 'CronJob')
      kinds.add(resource.kind);
  }
  if (kinds.has('Deployment')) kinds.add('ReplicaSet');
  return kinds;
}
