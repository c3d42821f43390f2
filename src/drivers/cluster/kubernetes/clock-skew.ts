import type { Clock } from '../../../ports/clock.ts';
import type { ApiClient } from './api-client.ts';

/** What two clocks may differ by without a difference: an answer names whole seconds, and takes its time. */
const LIKELY_MS = 2000;

/** The client, and by how much the API server's clock is ahead of ours (milliseconds), as the `Date` of its last answer tells. */
export function measuringSkew(
  client: ApiClient,
  clock: Clock,
): { readonly client: ApiClient; readonly skewMs: () => number } {
  let skew = 0;
  return {
    client: {
      ...client,
      request: async (request) => {
        const response = await client.request(request);
        const ahead = Date.parse(response.body.headers.date ?? '') + 500 - clock.now();
        if (!Number.isNaN(ahead)) skew = Math.abs(ahead) <= LIKELY_MS ? 0 : ahead;
        return response;
      },
    },
    skewMs: () => skew,
  };
}
