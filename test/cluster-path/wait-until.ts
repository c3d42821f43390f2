import { setTimeout } from 'node:timers/promises';

/** Asks until the answer is true; a refusal counts as no. Throws after `timeoutMs`. */
export async function waitUntil(what: string, ask: () => Promise<boolean>, timeoutMs = 20_000): Promise<void> {
  const until = Date.now() + timeoutMs;
  while (!(await ask().catch(() => false))) {
    if (Date.now() > until) throw new Error(`${what}: not within ${timeoutMs} ms`);
    await setTimeout(100);
  }
}
