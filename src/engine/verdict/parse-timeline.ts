import { LoungeError } from '../../domain/errors.ts';
import { ReleaseHeader, TimelineEvent, type Timeline } from '../../domain/timeline.ts';

const MAXIMUM_LINE = 16 * 1024 * 1024;

/**
 * Reads a recording (NDJSON, the header first). A last line without a line feed that is no JSON is what a killed writer leaves, and is left out.
 * @throws LoungeError TIMELINE_INVALID with the line
 */
export function parseTimeline(text: string, file = 'timeline'): Timeline {
  const lines = text.split('\n');
  const first = lines[0] ?? '';
  const header = ReleaseHeader.safeParse(parseLine(first, file, 1));
  if (!header.success) throw invalid(file, 1, describeIssue(header.error.issues[0]));
  const events: TimelineEvent[] = [];
  for (let index = 1; index < lines.length; index += 1) {
    const line = lines[index] ?? '';
    if (line.trim() === '') continue;
    if (index === lines.length - 1 && isTorn(line)) break;
    const event = TimelineEvent.safeParse(parseLine(line, file, index + 1));
    if (!event.success) throw invalid(file, index + 1, describeIssue(event.error.issues[0]));
    events.push(event.data);
  }
  return { header: header.data, events };
}

function parseLine(line: string, file: string, number: number): unknown {
  if (line.length > MAXIMUM_LINE) throw invalid(file, number, 'the line is longer than 16 MiB');
  try {
    return JSON.parse(line);
  } catch {
    throw invalid(file, number, 'not JSON');
  }
}

function isTorn(line: string): boolean {
  try {
    JSON.parse(line);
    return false;
  } catch {
    return true;
  }
}

function describeIssue(issue: { readonly path: readonly PropertyKey[]; readonly message: string } | undefined): string {
  if (issue === undefined) return 'unknown problem';
  return issue.path.length === 0 ? issue.message : `${issue.path.map(String).join('.')}: ${issue.message}`;
}

function invalid(file: string, line: number, problem: string): LoungeError {
  return new LoungeError('TIMELINE_INVALID', { file, line, problem });
}
