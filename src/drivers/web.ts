import { request } from '../platform/http-client.ts';
import { request as secureRequest } from 'node:https';
import type { Web } from '../ports/web.ts';

const MOST_BYTES = 64 * 1024;

/** Plain HTTP(S) from this machine. */
export function createWeb(): Web {
  return {
    get: async (url, options = {}) =>
      await new Promise((resolve) => {
        const target = new URL(url);
        const isLocal = target.hostname === 'localhost' || target.hostname.endsWith('.localhost');
        const send = target.protocol === 'https:' ? secureRequest : request;
        const signal = AbortSignal.any([
          AbortSignal.timeout(options.timeoutMs ?? 5000),
          ...(options.signal ? [options.signal] : []),
        ]);
        const sent = send(
          target,
          { signal, headers: { host: target.host }, ...(isLocal ? { hostname: '127.0.0.1' } : {}) },
          (response) => {
            const chunks: Buffer[] = [];
            let bytes = 0;
            const finish = () =>
              resolve({
                status: response.statusCode ?? 0,
                body: Buffer.concat(chunks).subarray(0, MOST_BYTES).toString(),
              });
            response.on('data', (chunk: Buffer) => {
              chunks.push(chunk);
              bytes += chunk.length;
              if (bytes > MOST_BYTES) response.destroy();
            });
            response.on('close', finish);
          },
        );
        sent.on('error', (error) => resolve({ error: error.message }));
        sent.end();
      }),
  };
}
