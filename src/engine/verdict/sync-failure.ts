import type { Application, ApplicationResource } from './objects/application.ts';
import { excerpt, type Objection, type Rule } from './rule.ts';
import type { Situation } from './situation.ts';

// What the API server or Argo CD will answer at every further try.
const HOPELESS =
  /immutable|is invalid|invalid value|not valid|error validating|unknown field|strict decoding|not permitted in project|updates to \w+ spec for fields other than|no matches for kind|cannot unmarshal/i;
const DENIED = /forbidden|denied/i;
// What an admission refuses it may take at the next try, whatever words it uses. (`Forbidden:` of a field is for good.)
const BY_ADMISSION = /is forbidden|denied (the )?request/i;
const ENDED = new Set(['Failed', 'Error']);

/** A4: a resource of this revision is refused for good, denied twice, or the operation ended in failure. */
export const syncPossible: Rule = {
  id: 'A4',
  group: 'application',
  judge(situation) {
    const { application, state, header, isOvertaken } = situation;
    if (application === undefined) return 'applicationAbsent';
    const { operationRevision, results, phase, operationMessage } = application.view;
    if (operationRevision === undefined || !state.git.descendants.has(operationRevision)) return 'noSyncFailure';
    if (isOvertaken && operationRevision !== header.commit) return 'noSyncFailure';
    const failed = results.filter((result) => result.status === 'SyncFailed');
    const hopeless = failed.find((result) => isHopeless(situation, application.view, result));
    if (hopeless !== undefined) return syncFailed(situation, nameOf(hopeless), hopeless.message ?? '');
    if (phase !== undefined && ENDED.has(phase)) {
      const [first] = failed;
      return syncFailed(
        situation,
        first === undefined ? situation.header.application : nameOf(first),
        first?.message ?? operationMessage,
      );
    }
    return 'noSyncFailure';
  },
};

function isHopeless({ state }: Situation, application: Application, result: ApplicationResource): boolean {
  const message = result.message ?? '';
  if (HOPELESS.test(message) && !BY_ADMISSION.test(message)) return true;
  if (!DENIED.test(message)) return false;
  const attempts = state.applicationMemory.denials.get(`${application.operationRevision} ${nameOf(result)}`);
  return (attempts?.size ?? 0) >= 2;
}

function nameOf(result: ApplicationResource): string {
  return `${result.kind}/${result.name}`;
}

function syncFailed({ application }: Situation, resource: string, problem: string): Objection {
  return {
    verdict: 'FAIL',
    reason: 'SYNC_FAILED',
    params: { resource: excerpt(resource), problem: excerpt(problem) },
    facts: application === undefined ? [] : [application.fact],
    soak: 'restarts',
  };
}
