import { isDockerfilePath, isYamlPath } from './policy-context.ts';
import type { TextFile } from './rule.ts';

/** A comment `# lounge-ignore <rule> [until YYYY-MM-DD]: <reason>`. */
export interface Suppression {
  readonly file: string;
  /** Where the comment stands. */
  readonly line: number;
  /** The line that it covers: its own when something stands in front of it, else the next that is not a comment. */
  readonly covers: number;
  readonly rule: string;
  readonly reason: string;
  readonly until: string | undefined;
}

const COMMENT = /#\s*lounge-ignore\s+([a-z][a-z0-9-]{0,60})(?:\s+until\s+(\d{4}-\d{2}-\d{2}))?\s*(?::\s*(.{0,500}))?$/;
const SHORTEST_REASON = 5;

/** The suppressions of a YAML file, Dockerfile or ignore file. */
export function findSuppressions({ path, text }: TextFile): readonly Suppression[] {
  if (!canSuppress(path) || !text.includes('lounge-ignore')) return [];
  const lines = text.split('\n').map((line) => line.trim());
  return lines.flatMap((line, index) => {
    const match = COMMENT.exec(line);
    if (!match) return [];
    const own = match.index > 0;
    const next = lines.findIndex((other, at) => at > index && other !== '' && !other.startsWith('#'));
    const covers = own || next < 0 ? index + 1 : next + 1;
    return [
      { file: path, line: index + 1, covers, rule: match[1] ?? '', reason: (match[3] ?? '').trim(), until: match[2] },
    ];
  });
}

/** Whether a reader gets a reason to weigh. */
export function hasReason({ reason }: Suppression): boolean {
  return reason.length >= SHORTEST_REASON;
}

/** `at` in milliseconds since the epoch. */
export function isExpired({ until }: Suppression, at: number): boolean {
  return until !== undefined && at >= Date.parse(`${until}T00:00:00Z`);
}

function canSuppress(path: string): boolean {
  return isYamlPath(path) || isDockerfilePath(path) || /(^|\/)\.(gitignore|dockerignore)$/.test(path);
}
