import type { Release } from '../../domain/release.ts';
import { promoteSteps } from '../promote/promote-steps.ts';
import { rollbackSteps } from '../rollback/roll-back.ts';
import type { Step } from './shipping.ts';
import { shipSteps } from './steps/index.ts';

/** The steps of a release, by what it is: a rollback, a promotion, an image of others, or code of ours. */
export function stepsOf(release: Release): readonly Step[] {
  if (release.rollbackOf !== undefined) return rollbackSteps(release);
  if (release.promotedFrom !== undefined) return promoteSteps;
  if (release.image === undefined) return shipSteps;
  return shipSteps.filter(({ name }) => name !== 'build' && name !== 'push');
}
