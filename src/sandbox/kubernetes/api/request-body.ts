import type { IncomingMessage } from 'node:http';
import { parse } from 'yaml';
import { badRequest, statusFailure } from '../store/status-failure.ts';

/** As the API server's own limit. */
const LARGEST_BODY = 3 * 1024 * 1024;

/** The whole body. Throws RequestEntityTooLarge (413) before more is read. */
export async function readBody(message: IncomingMessage): Promise<string> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) {
      throw statusFailure(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${LARGEST_BODY}`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks).toString('utf8');
}

export function mediaTypeOf(message: IncomingMessage): string {
  return (message.headers['content-type'] ?? 'application/json').split(';')[0]?.trim().toLowerCase() ?? '';
}

/** The body as JSON or YAML; an empty one is undefined. Throws BadRequest, and UnsupportedMediaType (415). */
export async function readObject(message: IncomingMessage): Promise<unknown> {
  const type = mediaTypeOf(message);
  if (type !== 'application/json' && type !== 'application/yaml')
    throw unsupported(['application/json', 'application/yaml']);
  const text = await readBody(message);
  return text.trim() === '' ? undefined : parseText(text, type.endsWith('yaml'));
}

export function parseText(text: string, yaml: boolean): unknown {
  try {
    return yaml ? (parse(text, { maxAliasCount: 100, schema: 'core' }) as unknown) : (JSON.parse(text) as unknown);
  } catch (error) {
    throw badRequest(`the body is not valid ${yaml ? 'YAML' : 'JSON'}: ${(error as Error).message}`);
  }
}

export function unsupported(accepted: readonly string[]): Error {
  const list = accepted.join(', ');
  return statusFailure(
    415,
    'UnsupportedMediaType',
    `the body of the request was in an unknown format - accepted media types include: ${list}`,
  );
}
