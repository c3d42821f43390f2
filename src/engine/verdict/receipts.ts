import { createHash } from 'node:crypto';
import type { Receipt } from '../../domain/receipt.ts';
import type { TimelineEvent } from '../../domain/timeline.ts';

/** A fact as it arrived. Its receipt is made only when a verdict names it. */
export interface Fact {
  readonly event: TimelineEvent;
}

export interface ReceiptBook {
  idOf(fact: Fact): string;
  /** Receipts of all ids asked for so far, in the order of arrival. */
  named(): readonly Receipt[];
}

/** `at0` is the ISO time of the push, from which `at` counts. */
export function createReceiptBook(at0: string): ReceiptBook {
  const receipts = new Map<Fact, Receipt>();
  const started = Date.parse(at0);
  return {
    idOf(fact) {
      const known = receipts.get(fact);
      if (known !== undefined) return known.id;
      const receipt = makeReceipt(fact.event, started);
      receipts.set(fact, receipt);
      return receipt.id;
    },
    named: () =>
      [...receipts.values()].sort((a, b) => (a.receivedAt < b.receivedAt ? -1 : a.receivedAt > b.receivedAt ? 1 : 0)),
  };
}

/** The receipt of one event, whoever asks: the same event gives the same id. */
export function makeReceipt(event: TimelineEvent, startedMs: number): Receipt {
  const { at, ...data } = event;
  const receivedAt = isoTime(startedMs + at);
  const observedAt = event.type === 'log' && event.time ? event.time : receivedAt;
  const content = { source: sourceOf(event), observedAt, receivedAt, data };
  return { id: createHash('sha256').update(canonicalJson(content)).digest('hex'), ...content };
}

function isoTime(milliseconds: number): string {
  return Number.isFinite(milliseconds) && Math.abs(milliseconds) < 8.64e15
    ? new Date(milliseconds).toISOString()
    : 'unknown';
}

function sourceOf(event: TimelineEvent): string {
  if (event.type === 'watch') {
    const metadata = event.object['metadata'];
    const name = typeof metadata === 'object' && metadata !== null && 'name' in metadata ? String(metadata.name) : '';
    return `watch ${String(event.object['kind'])}/${name}`;
  }
  if (event.type === 'log') return `log ${event.pod}`;
  if (event.type === 'render') return `render ${event.commit}`;
  if (event.type === 'registry') return `registry ${event.tag ?? ''}`;
  if (event.type === 'gap' || event.type === 'listed') return `${event.type} ${event.kind}`;
  return event.type;
}

// A hostile object may be nested deeper than the stack.
const DEEPEST = 200;

/** JSON with sorted keys and no white space. What is nested deeper than 200 levels is written as `null`. */
export function canonicalJson(value: unknown, depth = 0): string {
  if (typeof value !== 'object' || value === null) return JSON.stringify(value) ?? 'null';
  if (depth > DEEPEST) return 'null';
  if (Array.isArray(value)) return `[${value.map((one) => canonicalJson(one, depth + 1)).join(',')}]`;
  const entries = Object.entries(value).filter(([, one]) => one !== undefined);
  entries.sort(([a], [b]) => (a < b ? -1 : 1));
  return `{${entries.map(([key, one]) => `${JSON.stringify(key)}:${canonicalJson(one, depth + 1)}`).join(',')}}`;
}
