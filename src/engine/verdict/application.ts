import type { LocalizedText } from '../../domain/messages/localized-text.ts';
import { verdictPhrases } from '../../domain/messages/verdict/phrases.ts';
import { conditionKey } from './application-memory.ts';
import { shorten } from './git.ts';
import { CONFIRMATION_MS, excerpt, type Objection, type Rule } from './rule.ts';
import type { Situation } from './situation.ts';

const REFRESH_ANSWER_MS = 10_000;
// gRPC codes of a repo server that is not there: no fault of the manifests.
const UNREACHABLE = /code = (Unavailable|DeadlineExceeded|Canceled)\b/;

/** A0: there is no Application. Deleted, it proves nothing; not yet created, it is waited for. */
export const applicationExists: Rule = {
  id: 'A0',
  group: 'application',
  judge({ application, state, header, declares }) {
    const memory = state.applicationMemory;
    const gone = application === undefined ? memory.seen : application.view.deleting;
    if (application !== undefined && !gone) return 'applicationThere';
    if (gone && declares.has('deleted')) return 'applicationThere';
    return {
      verdict: gone ? 'UNVERIFIED' : 'PROGRESSING',
      reason: gone ? 'APPLICATION_DELETED' : 'APPLICATION_NOT_SEEN',
      params: { application: header.application },
      facts: application === undefined ? [] : [application.fact],
      soak: 'restarts',
    };
  },
};

/** A1: Argo CD cannot compare. An error of before the push counts once it was computed anew. */
export const noErrorCondition: Rule = {
  id: 'A1',
  group: 'application',
  judge({ application, state, header, isOvertaken }) {
    if (application === undefined) return 'applicationAbsent';
    const memory = state.applicationMemory;
    for (const condition of application.view.conditions) {
      if (condition.type !== 'ComparisonError' && condition.type !== 'InvalidSpecError') continue;
      if (memory.earlierConditions.has(conditionKey(condition)) && !memory.refreshAcknowledged) continue;
      const problem = excerpt(condition.message ?? '');
      const unreachable = UNREACHABLE.test(condition.message ?? '');
      return {
        verdict: unreachable ? 'UNVERIFIED' : isOvertaken ? 'PROGRESSING' : 'FAIL',
        reason: unreachable ? 'ARGOCD_NOT_ANSWERING' : 'APP_CONDITION',
        params: { application: header.application, condition: condition.type, problem },
        facts: [application.fact],
        holds: { key: `${condition.type} ${unreachable}`, milliseconds: CONFIRMATION_MS },
        soak: 'pauses',
      };
    }
    return 'noCondition';
  },
};

/** A7: a refresh is not acknowledged. */
export const refreshAnswered: Rule = {
  id: 'A7',
  group: 'application',
  judge({ application, state }) {
    const { refreshAskedAt } = state.applicationMemory;
    if (application === undefined || refreshAskedAt === undefined) return 'answering';
    return {
      verdict: 'UNVERIFIED',
      reason: 'ARGOCD_NOT_ANSWERING',
      params: { problem: verdictPhrases.refreshUnanswered },
      facts: [application.fact],
      holds: { key: 'refresh', milliseconds: REFRESH_ANSWER_MS, since: refreshAskedAt },
      soak: 'pauses',
      quiet: true,
    };
  },
};

/** A2: an operation is requested, running, or waits between two tries. */
export const noOperation: Rule = {
  id: 'A2',
  group: 'application',
  judge({ application }) {
    if (application === undefined) return 'applicationAbsent';
    if (!application.view.operating) return 'idle';
    const message = excerpt(application.view.operationMessage);
    return {
      verdict: 'PROGRESSING',
      reason: 'SYNCING',
      params: { problem: message === '' ? verdictPhrases.operationRequested : message },
      facts: [application.fact],
      soak: 'pauses',
    };
  },
};

/** A3: the compared revision does not contain the commit. */
export const revisionSeen: Rule = {
  id: 'A3',
  group: 'application',
  judge({ application, atMine, header }) {
    if (application === undefined) return 'applicationAbsent';
    if (atMine) return 'revisionSeen';
    return {
      verdict: 'PROGRESSING',
      reason: 'REVISION_NOT_SEEN',
      params: { revision: shown(application.view.revision), commit: shorten(header.commit) },
      facts: [application.fact],
      soak: 'pauses',
      wants: 'refresh',
    };
  },
};

/** A5: what was compared is not applied. */
export const isSynced: Rule = {
  id: 'A5',
  group: 'application',
  judge(situation) {
    const { application, atMine } = situation;
    if (application === undefined) return 'applicationAbsent';
    if (!atMine || application.view.syncStatus === 'Synced') return atMine ? 'synced' : 'notSettled';
    return {
      verdict: 'PROGRESSING',
      reason: 'OUT_OF_SYNC',
      params: { application: situation.header.application, status: application.view.syncStatus ?? 'Unknown' },
      facts: [application.fact],
      soak: 'pauses',
    };
  },
};

/** A6: health is that of before the last operation. Both times are Argo CD's own, so its clock does not matter. */
export const healthFresh: Rule = {
  id: 'A6',
  group: 'application',
  judge(situation) {
    const { application } = situation;
    if (application === undefined) return 'applicationAbsent';
    return isStale(situation) ? staleHealth(situation) : 'healthFresh';
  },
};

function isStale({ application }: Situation): boolean {
  const { finishedAt, reconciledAt } = application?.view ?? {};
  if (finishedAt === undefined) return false;
  const finished = Date.parse(finishedAt);
  const reconciled = Date.parse(reconciledAt ?? '');
  return Number.isNaN(finished) || Number.isNaN(reconciled) || reconciled < finished;
}

function staleHealth({ application }: Situation): Objection {
  return {
    verdict: 'PROGRESSING',
    reason: 'HEALTH_STALE',
    params: {
      reconciled: excerpt(application?.view.reconciledAt ?? '?'),
      finished: excerpt(application?.view.finishedAt ?? '?'),
    },
    facts: application === undefined ? [] : [application.fact],
    soak: 'pauses',
    wants: 'refresh',
  };
}

function shown(revision: string | undefined): LocalizedText | string {
  return revision === undefined ? verdictPhrases.noRevision : shorten(revision);
}
