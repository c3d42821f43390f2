import { namespaceOf } from '../../domain/lounge-config.ts';
import type { Release } from '../../domain/release.ts';
import type { ServiceSpec } from '../../domain/service-spec.ts';
import type { Context, Lounge } from '../context.ts';
import { observeNow } from '../status/observe-now.ts';

/** Changes that come in one go are looked at once, in milliseconds. */
const TOGETHER_MS = 300;

/** Tells how the service is whenever its pods change and it is otherwise than before, until the caller ends it. */
export async function watchRunning(
  context: Context,
  lounge: Lounge,
  spec: ServiceSpec,
  release: Release,
): Promise<void> {
  const engine = await lounge.engine(release.environment);
  let told = '';
  let waiting = false;
  const look = async () => {
    await context.clock.sleep(TOGETHER_MS, context.signal);
    waiting = false;
    const { state, problems, sync, health } = await observeNow(context, lounge, spec, release.environment, release);
    const line = [state, sync, health, ...problems].join(' ');
    if (line !== told)
      context.progress({ kind: 'note', text: `${new Date(context.clock.now()).toISOString()} ${line}` });
    told = line;
  };
  await engine.cluster.watch('Pod', namespaceOf(lounge.config, release.environment), { signal: context.signal }, () => {
    if (waiting) return;
    waiting = true;
    // What cannot be seen now is looked at with the next change.
    void look().catch(() => (waiting = false));
  });
}
