import {
  applicationExists,
  healthFresh,
  isSynced,
  noErrorCondition,
  noOperation,
  refreshAnswered,
  revisionSeen,
} from './application.ts';
import { criteriaHold } from './criteria.ts';
import { endpointAnswers } from './endpoint.ts';
import { commitOnBranch, commitRendersImage, noNewerRelease } from './git.ts';
import { jobsComplete } from './jobs.ts';
import { logsClean } from './logs.ts';
import { malformedObject, observationGap } from './observation.ts';
import { podsStart } from './pod-start.ts';
import { noOldPods, podsScheduled, runsReleasedImage } from './pods.ts';
import { routesReach } from './route.ts';
import type { Rule } from './rule.ts';
import { endpointsReady } from './service.ts';
import { podsSteady } from './soak.ts';
import { syncPossible } from './sync-failure.ts';
import { notSuspended, podsAllowed, podsSeen, progressWithinDeadline, replicasWanted } from './workload-limits.ts';
import { generationObserved, notPaused, rolloutComplete, templateIsMine, workloadExists } from './workload.ts';

/** Every rule, in the order in which they are asked: among equals the first one speaks. */
export const verdictRules: readonly Rule[] = [
  observationGap,
  malformedObject,
  commitOnBranch,
  commitRendersImage,
  noNewerRelease,
  applicationExists,
  noErrorCondition,
  refreshAnswered,
  noOperation,
  revisionSeen,
  syncPossible,
  isSynced,
  healthFresh,
  workloadExists,
  notPaused,
  generationObserved,
  progressWithinDeadline,
  podsAllowed,
  templateIsMine,
  replicasWanted,
  notSuspended,
  rolloutComplete,
  podsStart,
  runsReleasedImage,
  noOldPods,
  podsScheduled,
  podsSeen,
  jobsComplete,
  endpointsReady,
  endpointAnswers,
  routesReach,
  logsClean,
  criteriaHold,
  podsSteady,
];
