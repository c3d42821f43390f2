import { namespaceOf } from '../../domain/lounge-config.ts';
import type { ClusterObject } from '../../ports/cluster.ts';
import type { Context, Engine } from '../context.ts';
import { chooseEnvironment, readService } from '../read-service.ts';
import { MOST_LINES, type LogLine, type LogsInput, type LogsOutput } from './operation.ts';

/** The last lines of every container of a service, in the order of their time. */
export async function readLogs(context: Context, input: LogsInput): Promise<LogsOutput> {
  const lounge = await context.lounge();
  const environment = chooseEnvironment(lounge, input.environment);
  await readService(lounge, input.service);
  const namespace = namespaceOf(lounge.config, environment);
  const engine = await lounge.engine(environment);
  const pods = await engine.cluster.list('Pod', namespace, { app: input.service });
  const lines = (
    await Promise.all(
      pods.flatMap((pod) =>
        containersOf(pod).map(
          async (container) => await readLines(context, engine, namespace, pod.metadata.name, container, input),
        ),
      ),
    )
  ).flat();
  const sorted = lines.toSorted((a, b) => (a.time < b.time ? -1 : 1));
  return {
    service: input.service,
    namespace,
    pods: pods.length,
    lines: sorted.slice(-MOST_LINES),
    truncated: sorted.length > MOST_LINES,
  };
}

function containersOf(pod: ClusterObject): string[] {
  const spec = pod['spec'] as { containers?: { name?: unknown }[] } | undefined;
  return (spec?.containers ?? []).flatMap((container) => (typeof container.name === 'string' ? [container.name] : []));
}

async function readLines(
  context: Context,
  engine: Engine,
  namespace: string,
  pod: string,
  container: string,
  input: LogsInput,
) {
  const lines: LogLine[] = [];
  const options = {
    container,
    tailLines: input.tail,
    previous: input.previous,
    follow: input.follow,
    ...(input.follow ? {} : { maxLines: MOST_LINES }),
    signal: context.signal,
  };
  await engine.cluster.logs(namespace, pod, options, ({ time, line }) => {
    if (input.follow) context.progress({ kind: 'output', line });
    else lines.push({ pod, container, time, line });
  });
  // A container that prints meanwhile gives more than was asked for.
  return lines.slice(-input.tail);
}
