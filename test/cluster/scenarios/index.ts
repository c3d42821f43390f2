import type { Scenario } from '../harness/scenario.ts';
import { changeScenarios } from './changes.ts';
import { faultScenarios } from './faults.ts';
import { gitScenarios } from './git.ts';
import { jobScenarios } from './jobs.ts';
import { observerScenarios } from './observers.ts';
import { podScenarios } from './pods.ts';
import { serviceScenarios } from './services.ts';
import { syncScenarios } from './syncs.ts';
import { variantScenarios } from './variants.ts';

/** Every release that the suite makes. */
export const scenarios: readonly Scenario[] = [
  ...podScenarios,
  ...serviceScenarios,
  ...syncScenarios,
  ...gitScenarios,
  ...jobScenarios,
  ...variantScenarios,
  ...observerScenarios,
  ...faultScenarios,
  ...changeScenarios,
];
