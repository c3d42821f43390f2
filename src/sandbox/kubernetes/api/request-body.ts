import type { IncomingMessage } from 'node:http';
import { parse } from 'yaml';
import { decodeProtobuf } from './decode/protobuf.ts';
import { badRequest, statusFailure } from '../store/status-failure.ts';

/** As the API server's own limit. */
const LARGEST_BODY = 3 * 1024 * 1024;

/** The whole body. Throws RequestEntityTooLarge (413) before more is read. */
async function readBytes(message: IncomingMessage): Promise<Buffer> {
  const chunks: Buffer[] = [];
  let size = 0;
  for await (const chunk of message as AsyncIterable<Buffer>) {
    size += chunk.length;
    if (size > LARGEST_BODY) {
      throw statusFailure(413, 'RequestEntityTooLarge', `Request entity too large: limit is ${LARGEST_BODY}`);
    }
    chunks.push(chunk);
  }
  return Buffer.concat(chunks);
}

export async function readBody(message: IncomingMessage): Promise<string> {
  return (await readBytes(message)).toString('utf8');
}

export function mediaTypeOf(message: IncomingMessage): string {
  return (message.headers['content-type'] ?? 'application/json').split(';')[0]?.trim().toLowerCase() ?? '';
}

const OBJECT_TYPES = ['application/json', 'application/yaml', 'application/vnd.kubernetes.protobuf'];

/** The body as JSON, YAML or protobuf; an empty one is undefined. Throws BadRequest, and UnsupportedMediaType (415). */
export async function readObject(message: IncomingMessage): Promise<unknown> {
  const type = mediaTypeOf(message);
  if (!OBJECT_TYPES.includes(type)) throw unsupported(OBJECT_TYPES);
  const bytes = await readBytes(message);
  if (bytes.length === 0) return undefined;
  return type.endsWith('protobuf') ? decodeProtobuf(bytes) : parseText(bytes.toString('utf8'), type.endsWith('yaml'));
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
