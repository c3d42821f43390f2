import type { ApiResponse } from './api-client.ts';

/** A server that stops in the middle of an answer is as good as gone. */
const SILENCE_MS = 15_000;

/** Bytes of the body up to `maxBytes`; of a longer one the beginning, and the connection is given up. */
export async function readBody(
  response: ApiResponse,
  maxBytes: number,
): Promise<{ readonly bytes: Buffer; readonly complete: boolean }> {
  const chunks: Buffer[] = [];
  let length = 0;
  const giveUp = () => response.body.destroy(Object.assign(new Error('timeout'), { code: 'ETIMEDOUT' }));
  const timer = setTimeout(giveUp, SILENCE_MS);
  try {
    for await (const chunk of response.body as AsyncIterable<Buffer>) {
      timer.refresh();
      chunks.push(chunk);
      length += chunk.length;
      if (length > maxBytes) return { bytes: Buffer.concat(chunks).subarray(0, maxBytes), complete: false };
    }
  } finally {
    clearTimeout(timer);
  }
  return { bytes: Buffer.concat(chunks), complete: true };
}
