import type { Fact } from './receipts.ts';
import { excerpt } from './rule.ts';

export interface LogLine {
  readonly line: string;
  readonly container: string;
  readonly fact: Fact;
}

/** The newest lines of each container of a pod, oldest first. */
export type RecentLines = Map<string, LogLine[]>;

// A stack trace is longer than what anybody wants to read of it, and the error stands at its top or at its end.
const KEPT = 40;
const CONTAINERS = 20;
const LAST = 5;
const LOOKS_LIKE_ERROR = /\b(?:error|panic|fatal|traceback|critical)\b|(?:error|exception)\b/i;
// Empty, indented (frames of a stack, source lines), or a pointer under a source line.
const BESIDE_THE_POINT = /^(?:\s|$|\^|goroutine \d)/;

export function keepLine(recent: RecentLines, line: LogLine): void {
  const lines = recent.get(line.container) ?? [];
  if (lines.length === 0 && recent.size >= CONTAINERS) return;
  recent.set(line.container, lines);
  lines.push(line);
  if (lines.length > KEPT) lines.shift();
}

/** What a dying container said of it: the first line that looks like an error and its neighbours, else the last lines. */
export function tellingLines(recent: RecentLines | undefined, container?: string): readonly LogLine[] {
  const lines = [...(recent ?? [])]
    .filter(([name]) => container === undefined || name === '' || name === container)
    .flatMap(([, kept]) => kept)
    .toSorted((one, other) => one.fact.event.at - other.fact.event.at);
  const plain = lines.filter(({ line }) => !BESIDE_THE_POINT.test(line));
  const error = plain.findIndex(({ line }) => LOOKS_LIKE_ERROR.test(line));
  return error < 0 ? lines.slice(-LAST) : plain.slice(Math.max(0, error - 1), error + LAST - 2);
}

/** Lines of a log, as the end of a sentence. */
export function formatLines(lines: readonly LogLine[]): string {
  return lines.map(({ line }) => ` | ${excerpt(line, 200)}`).join('');
}
