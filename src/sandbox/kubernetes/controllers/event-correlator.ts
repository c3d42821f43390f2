/** As client-go: more than this many different messages of one kind within the window become one combined event. */
const SIMILAR_LIMIT = 10;
const SIMILAR_WINDOW_MS = 600_000;
/** As client-go: what one source may say about one object. */
const BURST = 25;
const REFILL_MS = 300_000;
const REMEMBERED = 4096;

export interface Occurrence {
  /** Everything but the message. */
  readonly similar: string;
  readonly message: string;
  /** The source and the object it speaks about. */
  readonly speaker: string;
  readonly now: number;
}

export interface Correlated {
  readonly key: string;
  readonly message: string;
}

/** Remembers what was said, in memory as the real components do, so that a repetition counts up instead of adding. */
export class EventCorrelator {
  readonly #written = new Recent<string>();
  readonly #similar = new Recent<{ messages: Set<string>; last: number }>();
  readonly #tokens = new Recent<{ tokens: number; at: number }>();
  #serial = 0;

  /** What to write, or undefined when the source talks too much about the object. */
  correlate({ similar, message, speaker, now }: Occurrence): Correlated | undefined {
    const merged = this.#merge(similar, message, now);
    return this.#allowed(speaker, now) ? merged : undefined;
  }

  /** The name of the Event that the key was last written to. */
  nameOf(key: string): string | undefined {
    return this.#written.get(key);
  }

  remember(key: string, name: string): void {
    this.#written.set(key, name);
  }

  /** The ending of a new Event's name: nanoseconds in hex, never twice. */
  suffix(now: number): string {
    this.#serial = (this.#serial + 1) % 1_000_000;
    return (BigInt(Math.trunc(now)) * 1_000_000n + BigInt(this.#serial)).toString(16);
  }

  #merge(similar: string, message: string, now: number): Correlated {
    const known = this.#similar.get(similar);
    const record = known && now - known.last <= SIMILAR_WINDOW_MS ? known : { messages: new Set<string>(), last: now };
    record.last = now;
    record.messages.add(message);
    this.#similar.set(similar, record);
    if (record.messages.size < SIMILAR_LIMIT) return { key: `${similar}\n${message}`, message };
    const [oldest] = record.messages;
    if (oldest !== undefined) record.messages.delete(oldest);
    return { key: similar, message: `(combined from similar events): ${message}` };
  }

  #allowed(speaker: string, now: number): boolean {
    const bucket = this.#tokens.get(speaker) ?? { tokens: BURST, at: now };
    const tokens = Math.min(BURST, bucket.tokens + Math.max(0, now - bucket.at) / REFILL_MS);
    this.#tokens.set(speaker, { tokens: tokens >= 1 ? tokens - 1 : tokens, at: now });
    return tokens >= 1;
  }
}

/** A map that forgets what was used longest ago. */
class Recent<V> {
  readonly #entries = new Map<string, V>();

  get(key: string): V | undefined {
    const value = this.#entries.get(key);
    if (value !== undefined) this.set(key, value);
    return value;
  }

  set(key: string, value: V): void {
    this.#entries.delete(key);
    this.#entries.set(key, value);
    const [oldest] = this.#entries.keys();
    if (this.#entries.size > REMEMBERED && oldest !== undefined) this.#entries.delete(oldest);
  }
}
