import type { Step } from '../shipping.ts';
import { buildStep } from './build.ts';
import { bumpStep } from './bump.ts';
import { catalogueStep } from './catalogue.ts';
import { checkStep } from './check.ts';
import { commitStep } from './commit.ts';
import { publishStep } from './publish.ts';
import { pushStep } from './push.ts';
import { rehearseStep } from './rehearse.ts';
import { syncStep } from './sync.ts';
import { verifyStep } from './verify.ts';

/** The life of a release, in order. */
export const shipSteps: readonly Step[] = [
  checkStep,
  rehearseStep,
  buildStep,
  pushStep,
  bumpStep,
  commitStep,
  publishStep,
  syncStep,
  verifyStep,
  catalogueStep,
];
