import type { LogLine, LogOptions } from '../../../ports/cluster.ts';
import type { ApiCalls } from './api-calls.ts';
import type { ApiRequest } from './api-client.ts';
import { connectionProblem } from './connection-problem.ts';
import { createLineDecoder } from './line-decoder.ts';
import { knownResource, pathOf } from './resource-paths.ts';
import { LoungeError } from '../../../domain/errors.ts';

const MAX_LINE_BYTES = 16 * 1024;
/** `2026-11-23T18:27:25.553115628Z text`, as `timestamps=true` gives it. */
const TIMED = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d(?:\.\d{1,9})?(?:Z|[+-]\d\d:\d\d)) ?/;

/** Reads a container's log as it comes, holding one line at most. A line that the runtime wrote without a time gets that of the line before. */
export async function streamLog(
  calls: ApiCalls,
  namespace: string,
  pod: string,
  options: LogOptions,
  onLine: (line: LogLine) => void,
): Promise<void> {
  if (options.signal?.aborted || options.maxLines === 0) return;
  const path = `${pathOf(knownResource('Pod', calls.engine), namespace, pod)}/log`;
  const asked = { verb: 'read the log of', kind: 'Pod', name: pod };
  try {
    const response = await calls.stream(
      { path, query: queryOf(options), signal: options.signal, accept: '*/*' },
      asked,
    );
    await readLines(response.body, limitedLines(options, onLine));
  } catch (error) {
    if (options.signal?.aborted) return;
    if (error instanceof LoungeError) throw error;
    const parameters = { engine: calls.engine, problem: connectionProblem(error) };
    throw new LoungeError('CLUSTER_UNREACHABLE', parameters, { cause: error, retryable: true });
  }
}

/** Leaving the loop early gives the connection up. */
async function readLines(body: AsyncIterable<Buffer>, lines: ReturnType<typeof limitedLines>): Promise<void> {
  for await (const chunk of body) {
    lines.decoder.push(chunk);
    if (lines.isFull()) return;
  }
  lines.decoder.end();
}

function limitedLines(options: LogOptions, onLine: (line: LogLine) => void) {
  let left = options.maxLines ?? Number.POSITIVE_INFINITY;
  let time = options.sinceTime ?? '1970-01-01T00:00:00Z';
  const decoder = createLineDecoder(MAX_LINE_BYTES, (text, cut) => {
    if (left <= 0) return;
    left--;
    const match = TIMED.exec(text);
    time = match?.[1] ?? time;
    onLine({ time, line: `${text.slice(match?.[0].length ?? 0)}${cut ? '…' : ''}` });
  });
  return { decoder, isFull: () => left <= 0 };
}

function queryOf(options: LogOptions): ApiRequest['query'] {
  return {
    container: options.container,
    timestamps: 'true',
    follow: flag(options.follow),
    previous: flag(options.previous),
    tailLines: options.tailLines?.toString(),
    sinceTime: wholeSeconds(options.sinceTime),
  };
}

function flag(value: boolean | undefined): string | undefined {
  return value === true ? 'true' : undefined;
}

/** The API refuses fractions. */
function wholeSeconds(time: string | undefined): string | undefined {
  return time?.replace(/\.\d+/, '');
}
