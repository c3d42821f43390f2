import type { TimelineEventOf } from '../../domain/timeline.ts';
import { keepLine, type RecentLines } from './log-excerpt.ts';
import type { Fact } from './receipts.ts';

/** What git showed of the branch. */
export interface GitMemory {
  /** Whether the branch was ever seen with the commit, and whether it is there now. */
  pushed: boolean;
  contained: boolean;
  fact?: Fact;
  head?: string;
  /** Why the branch cannot be looked at now. */
  blind?: { readonly reason: string; readonly fact: Fact };
  /** Heads that contain the commit, the commit itself included. */
  readonly descendants: Set<string>;
  /** Newer heads on top of it, oldest first. */
  readonly newer: Map<string, Fact>;
}

export function createGitMemory(commit: string): GitMemory {
  return { pushed: false, contained: false, descendants: new Set([commit]), newer: new Map() };
}

export function rememberGit(memory: GitMemory, commit: string, event: TimelineEventOf<'git'>, fact: Fact): void {
  const contains = Object.hasOwn(event.contains, commit) ? event.contains[commit] : undefined;
  if (contains === undefined) return;
  memory.fact = fact;
  memory.head = event.remoteHead;
  memory.contained = contains;
  if (!contains) return;
  memory.pushed = true;
  memory.descendants.add(event.remoteHead);
  if (event.remoteHead !== commit && !memory.newer.has(event.remoteHead)) memory.newer.set(event.remoteHead, fact);
}

/** What the health path answered since the pods of this release are all there. */
export interface ProbeMemory {
  last?: { readonly event: TimelineEventOf<'probe'>; readonly fact: Fact };
  /** Since the old pods are gone and the new ones are ready. */
  since?: number;
  /** Old pods are kept, as the service declares, and serve beside those of the release. */
  oldMayAnswer: boolean;
  good?: Fact;
  /** Bad answers of the last ten seconds, oldest first; empty again after three good seconds. */
  bad: readonly { readonly at: number; readonly fact: Fact; readonly problem: string }[];
  lastIsBad: boolean;
}

/** Lines of one pod's log that matter: the newest ones, and those that match an error rule. */
export interface LogMemory {
  readonly recent: RecentLines;
  readonly matches: {
    readonly at: number;
    readonly time: number;
    readonly line: string;
    readonly pattern: string;
    readonly fact: Fact;
  }[];
  wrongFormat?: Fact;
}

const LINE_LENGTH = 2000;

export function rememberLine(
  logs: Map<string, LogMemory>,
  patterns: readonly LinePattern[],
  event: TimelineEventOf<'log'>,
  fact: Fact,
): boolean {
  const memory: LogMemory = logs.get(event.pod) ?? { recent: new Map(), matches: [] };
  logs.set(event.pod, memory);
  const line = event.line.slice(0, LINE_LENGTH);
  keepLine(memory.recent, { line, container: event.container ?? '', fact });
  const wrongFormat = line.includes('exec format error');
  if (wrongFormat) memory.wrongFormat = fact;
  const match = patterns.find((pattern) => pattern.matches(line));
  if (match !== undefined && memory.matches.length < 100) {
    const time = event.time ? Date.parse(event.time) : Number.NaN;
    memory.matches.push({ at: event.at, time, line, pattern: match.text, fact });
  }
  return wrongFormat || match !== undefined;
}

export interface LinePattern {
  readonly text: string;
  matches(line: string): boolean;
}

/** An error rule: a regular expression when it cannot run wild, else the text itself. */
export function compileLinePattern(text: string): LinePattern {
  const plain = { text, matches: (line: string) => text !== '' && line.includes(text) };
  // Other languages write the flag for upper and lower case in front.
  const source = text.replace(/^\(\?i\)/, '');
  const flags = source === text ? '' : 'i';
  if (!/[\\^$.*+?()[\]{}|]/.test(text)) return plain;
  // A repeated group, a back-reference or a second unbounded repetition can take exponential or quadratic time.
  if (/\)[*+?{]|\\[1-9k]/.test(source) || (source.match(/[*+]|\{\d*,/g) ?? []).length > 2) return plain;
  try {
    const expression = new RegExp(source, flags);
    return { text, matches: (line) => expression.test(line) };
  } catch {
    return plain;
  }
}
