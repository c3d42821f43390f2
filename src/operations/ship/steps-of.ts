import type { Release } from '../../domain/release.ts';
import type { Lounge } from '../context.ts';
import { goesElsewhere } from '../promote/copy-image.ts';
import { promoteSteps } from '../promote/promote-steps.ts';
import { rollbackSteps } from '../rollback/roll-back.ts';
import type { Step } from './shipping.ts';
import { shipSteps } from './steps/index.ts';

/** The steps of a release, by what it is: a rollback, a promotion, an image of others, or code of ours. */
export function stepsOf({ config }: Pick<Lounge, 'config'>, release: Release): readonly Step[] {
  if (release.rollbackOf !== undefined) return rollbackSteps(release);
  const { promotedFrom, environment, image } = release;
  const staysThere =
    image !== undefined ||
    (promotedFrom !== undefined && !goesElsewhere(config, promotedFrom.environment, environment));
  const steps = promotedFrom === undefined ? shipSteps : promoteSteps;
  return staysThere ? steps.filter(({ name }) => name !== 'build' && name !== 'push') : steps;
}
