import type { ArgoControllerOptions } from '../argo-controller-options.ts';
import { SourceReader } from '../source/source-reader.ts';
import { isDeeper, type ControllerContext, type RefreshLevel } from './controller-context.ts';
import { operateApplication } from './operate-application.ts';
import { refreshApplication } from './refresh-application.ts';
import { TrackedObjects } from './tracked-objects.ts';
import { WorkQueue } from './work-queue.ts';

/** The context of a running controller with its two queues: refreshes and operations of an Application go on side by side. */
export function createContext(options: ArgoControllerOptions): {
  readonly context: ControllerContext;
  readonly stop: () => Promise<void>;
} {
  const { store, clock, namespace = 'argocd', log = () => undefined } = options;
  const stopping = new AbortController();
  const levels = new Map<string, RefreshLevel>();
  const failed = (name: string, error: unknown) => {
    if (!stopping.signal.aborted) log(`argocd: ${name}: ${describe(error)}`);
  };
  const refreshes = new WorkQueue(clock, async (name) => await refreshApplication(context, name), failed);
  const operations = new WorkQueue(clock, async (name) => await operateApplication(context, name), failed);
  const context: ControllerContext = {
    store,
    clock,
    namespace,
    pollMs: (options.pollSeconds ?? 120) * 1000,
    waveDelayMs: (options.waveDelaySeconds ?? 2) * 1000,
    reader: new SourceReader(options),
    tracked: new TrackedObjects(store),
    stopping: stopping.signal,
    log,
    requestRefresh: (name, level, delayMs = 0) => {
      if (level && isDeeper(level, levels.get(name))) levels.set(name, level);
      refreshes.add(name, delayMs);
    },
    takeRequestedLevel: (name) => {
      const level = levels.get(name);
      levels.delete(name);
      return level;
    },
    requestOperation: (name, delayMs = 0) => operations.add(name, delayMs),
  };
  return { context, stop: async () => await stopQueues(stopping, refreshes, operations) };
}

async function stopQueues(stopping: AbortController, ...queues: readonly WorkQueue[]): Promise<void> {
  stopping.abort();
  await Promise.all(queues.map(async (queue) => await queue.stop()));
}

function describe(error: unknown): string {
  return error instanceof Error ? (error.stack ?? error.message) : String(error);
}
