import type { ApiResponse } from './api-client.ts';

/** Bytes of the body up to `maxBytes`; of a longer one the beginning, and the connection is given up. */
export async function readBody(
  response: ApiResponse,
  maxBytes: number,
): Promise<{ readonly bytes: Buffer; readonly complete: boolean }> {
  const chunks: Buffer[] = [];
  let length = 0;
  for await (const chunk of response.body as AsyncIterable<Buffer>) {
    chunks.push(chunk);
    length += chunk.length;
    if (length > maxBytes) {
      response.body.destroy();
      return { bytes: Buffer.concat(chunks).subarray(0, maxBytes), complete: false };
    }
  }
  return { bytes: Buffer.concat(chunks), complete: true };
}
