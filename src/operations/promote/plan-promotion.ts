import { planBump } from '../bump/plan-bump.ts';
import { checkCommit } from '../check/check-commit.ts';
import type { Context, Lounge } from '../context.ts';
import type { ShipPlan } from '../ship/operation.ts';
import { releaseMessage } from '../ship/release-commit.ts';
import { freeId, promotedRelease, type Promotion } from './claim-promotion.ts';

/** What `promote` would do, decided by the same code, with nothing changed. */
export async function planPromotion(context: Context, lounge: Lounge, promotion: Promotion): Promise<ShipPlan> {
  const { source, environment, head } = promotion;
  const { findings } = await checkCommit(context, lounge, head);
  const { service, tag, digest, image } = source;
  const plan = await planBump(context, lounge, { base: head, service, environment, tag, digest, image });
  const release = promotedRelease(context, promotion, await freeId(lounge, promotion), head);
  return {
    tag,
    files: plan.changes.map((change) => change.path),
    message: releaseMessage(release, plan.imageAfter),
    render: plan.renderDiff,
    findings: findings.length,
  };
}
