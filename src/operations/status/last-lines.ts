import { namespaceOf } from '../../domain/lounge-config.ts';
import type { Lounge } from '../context.ts';

/** The last lines that a service's newest pod logged; none when they cannot be read. */
export async function lastLines(
  lounge: Lounge,
  service: string,
  environment: string,
  count = 3,
): Promise<readonly string[]> {
  const { cluster } = await lounge.engine(environment);
  const namespace = namespaceOf(lounge.config, environment);
  const pods = await cluster.list('Pod', namespace, { app: service });
  const newest = pods.toSorted((a, b) =>
    String(a.metadata['creationTimestamp']) < String(b.metadata['creationTimestamp']) ? 1 : -1,
  )[0];
  if (newest === undefined) return [];
  const lines: string[] = [];
  await cluster
    .logs(namespace, newest.metadata.name, { tailLines: count }, ({ line }) => lines.push(line))
    .catch(() => undefined);
  return lines;
}
