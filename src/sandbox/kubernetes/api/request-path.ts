import { statusFailure } from '../store/status-failure.ts';

/** A path below /api or /apis taken apart. */
export interface ResourcePath {
  readonly group: string;
  readonly version: string;
  readonly namespace?: string;
  /** Plural, lower case. */
  readonly resource: string;
  readonly name?: string;
  readonly subresource?: string;
  /** What follows the subresource `proxy`, with its leading slash kept. */
  readonly rest: string;
}

/** Undefined for a path that names no resource. Throws BadRequest for one that cannot be decoded. */
export function parseResourcePath(path: string): ResourcePath | undefined {
  const raw = path.split('/').slice(1);
  const parts = raw.map(decode);
  const [root] = parts;
  if (root !== 'api' && root !== 'apis') return undefined;
  const start = root === 'api' ? 2 : 3;
  const [group, version] = root === 'api' ? ['', parts[1] ?? ''] : [parts[1] ?? '', parts[2] ?? ''];
  const inner = parts.slice(start);
  if (!inner[0]) return undefined;
  const scoped = inner[0] === 'namespaces' && Boolean(inner[2]) && !NAMESPACE_SUBRESOURCES.has(inner[2] ?? '');
  const [resource = '', name, subresource] = scoped ? inner.slice(2) : inner;
  const used = start + (scoped ? 2 : 0) + 3;
  return {
    group,
    version,
    resource,
    rest: raw.length > used ? `/${raw.slice(used).join('/')}` : '',
    ...(scoped ? { namespace: inner[1] ?? '' } : {}),
    ...(name ? { name } : {}),
    ...(subresource ? { subresource } : {}),
  };
}

const NAMESPACE_SUBRESOURCES = new Set(['status', 'finalize']);

function decode(part: string): string {
  try {
    return decodeURIComponent(part);
  } catch {
    throw statusFailure(400, 'BadRequest', 'the path is not a valid URL path');
  }
}
