import { openEngine } from '../bootstrap/bootstrap.ts';
import { installOn } from '../bootstrap/install.ts';
import { usedEngines } from '../../engine/manifest/generate/engine-namespaces.ts';
import type { Context } from '../context.ts';
import { LOCAL_ENGINE } from '../../domain/local-engine.ts';

/** Makes the engine of this machine a working lounge, as `lounge bootstrap` does with any cluster. Idempotent. */
export async function installLounge(context: Context, folder: string): Promise<void> {
  const lounge = await context.lounge(folder);
  for (const name of usedEngines(lounge.config))
    if (lounge.config.engines[name]?.kind === LOCAL_ENGINE)
      await installOn(context, lounge, await openEngine(lounge, name));
}
