import type { ReleaseHeader, TimelineEventOf } from '../../domain/timeline.ts';
import type { ProbeMemory } from './memories.ts';
import type { Fact } from './receipts.ts';

type Probe = TimelineEventOf<'probe'>;

/** `good`: this release answered. `bad`: the service did not, or another version did. `gap`: nobody was asked. */
export type Answer = { readonly kind: 'good' | 'gap' } | { readonly kind: 'bad'; readonly problem: string };

// What the API server says of the service; anything else that it says is about itself.
const ABOUT_THE_SERVICE =
  /no endpoints available|error trying to reach service|no service port|services? "[^"]*" not found/i;
const TIMED_OUT = /timed? ?out|timeout|deadline exceeded/i;

/** What an answer to the health path says of the release. With `oldMayAnswer` any version will do. */
export function readAnswer(header: ReleaseHeader, probe: Probe, oldMayAnswer = false): Answer {
  if (typeof probe.error === 'string') {
    if (ABOUT_THE_SERVICE.test(probe.error)) return { kind: 'bad', problem: probe.error.slice(0, 300) };
    const refused = /^\s*(401|403|429)\b/.test(probe.error);
    if (TIMED_OUT.test(probe.error) && !refused) return { kind: 'bad', problem: probe.error.slice(0, 300) };
    return { kind: 'gap' };
  }
  if (typeof probe.status !== 'number') return { kind: 'gap' };
  if (probe.status < 200 || probe.status > 299) return { kind: 'bad', problem: `HTTP ${probe.status}` };
  if (header.health?.echoesTag !== true || oldMayAnswer) return { kind: 'good' };
  const version = versionIn(probe.body ?? '');
  return version === header.tag ? { kind: 'good' } : { kind: 'bad', problem: `version ${version ?? '?'}` };
}

function versionIn(body: string): string | undefined {
  if (body.length > 1024 * 1024) return undefined;
  try {
    const parsed: unknown = JSON.parse(body);
    if (typeof parsed !== 'object' || parsed === null || !Object.hasOwn(parsed, 'version')) return undefined;
    const version: unknown = 'version' in parsed ? parsed.version : undefined;
    return typeof version === 'string' ? version.slice(0, 200) : undefined;
  } catch {
    return undefined;
  }
}

const WINDOW_MS = 10_000;

export function rememberProbe(memory: ProbeMemory, header: ReleaseHeader, event: Probe, fact: Fact): void {
  memory.last = { event, fact };
  if (memory.since === undefined || event.at < memory.since) return;
  const answer = readAnswer(header, event, memory.oldMayAnswer);
  memory.lastIsBad = answer.kind === 'bad';
  // What was not asked for a while is not known to hold.
  if (answer.kind === 'gap') memory.bad = [];
  if (answer.kind === 'gap') return;
  if (answer.kind === 'good') memory.good = fact;
  const recent = memory.bad.filter((one) => event.at - one.at <= WINDOW_MS);
  memory.bad = answer.kind === 'bad' ? [...recent, { at: event.at, fact, problem: answer.problem }].slice(-50) : recent;
}

/** Starts or ends the time in which answers count. */
export function openProbes(memory: ProbeMemory, open: boolean, oldMayAnswer: boolean, now: number): void {
  memory.oldMayAnswer = oldMayAnswer;
  if (open && memory.since === undefined) memory.since = now;
  if (open || memory.since === undefined) return;
  memory.since = undefined;
  memory.good = undefined;
  memory.bad = [];
  memory.lastIsBad = false;
}
