import type { Release } from '../../domain/release.ts';
import { planBump } from '../bump/plan-bump.ts';
import { checkCommit } from '../check/check-commit.ts';
import type { Context, Lounge } from '../context.ts';
import { reserveTag } from '../push/reserve-tag.ts';
import { imageFacts, type Claim } from './claim-release.ts';
import type { ShipPlan } from './operation.ts';
import { releaseMessage } from './release-commit.ts';

/** The digest is only known after the build; the plan shows this in its place. */
const UNKNOWN_DIGEST = `sha256:${'0'.repeat(64)}`;

/** What `ship` would do, decided by the same code, with nothing changed. */
export async function planShip(context: Context, lounge: Lounge, claim: Claim): Promise<ShipPlan> {
  const { findings } = await checkCommit(context, lounge, claim.source);
  const tag = await reserveTag(context, lounge, claim.service, claim.environment);
  const plan = await planBump(context, lounge, {
    base: claim.source,
    service: claim.service,
    environment: claim.environment,
    tag,
    digest: UNKNOWN_DIGEST,
    image: claim.image,
  });
  const { image, ...rest } = claim;
  const release: Release = {
    ...rest,
    ...imageFacts(image),
    id: `${claim.service}-${claim.environment}-${tag}`,
    tag,
    actor: context.actor,
    startedAt: context.clock.now(),
    held: false,
  };
  const message = releaseMessage(release, plan.imageAfter).replace(UNKNOWN_DIGEST, 'sha256:…');
  return {
    tag,
    files: plan.changes.map((change) => change.path),
    message,
    render: plan.renderDiff.replaceAll(UNKNOWN_DIGEST, 'sha256:…'),
    findings: findings.length,
  };
}
