import { onTestFinished } from 'vitest';
import { startCluster, type Cluster } from './cluster.ts';

/** A cluster that is stopped when the test is over; a bug that a controller met fails the test. */
export async function cluster(...options: Parameters<typeof startCluster>): Promise<Cluster> {
  const started = await startCluster(...options);
  onTestFinished(async () => {
    await started.stop();
    if (started.logged.length > 0) throw new Error(started.logged.join('\n'));
  });
  return started;
}
