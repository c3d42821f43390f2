import type { Context } from '../context.ts';
import { installLounge } from '../init/install-lounge.ts';
import { LOCAL_ENGINE } from '../../domain/local-engine.ts';

/** After a reset the engine knows nothing: it gets the lounge's projects again, and an empty remote gets the branch. Idempotent. */
export async function restoreLounge(context: Context): Promise<void> {
  const lounge = await context.lounge();
  const { repository: settings, environments, engines } = lounge.config;
  const [first] = Object.values(environments);
  if (first === undefined || engines[first.engine]?.kind !== LOCAL_ENGINE) return;
  const repository = await lounge.repository();
  const [{ remoteHead }, { head, branch }] = await Promise.all([repository.fetch(), repository.status()]);
  if (remoteHead === undefined) {
    // Argo CD needs the branch; whoever stands on another one pushes it, and runs `lounge bootstrap`.
    if (head === undefined || branch !== settings.branch) return;
    await repository.publish(head, undefined);
  }
  await installLounge(context, lounge.workspace.root);
}
