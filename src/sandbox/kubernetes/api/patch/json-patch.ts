import { equalJson } from '../../store/json.ts';
import { badRequest, statusFailure } from '../../store/status-failure.ts';

const MOST_OPERATIONS = 10_000;

/** RFC 6902. Throws BadRequest for what is no patch, Invalid (422) for one that does not fit. */
export function applyJsonPatch(document: unknown, patch: unknown): unknown {
  if (!Array.isArray(patch)) throw badRequest('a JSON patch is a list of operations');
  if (patch.length > MOST_OPERATIONS) {
    throw statusFailure(
      413,
      'RequestEntityTooLarge',
      `The allowed maximum operations in a JSON patch is ${MOST_OPERATIONS}, got ${patch.length}`,
    );
  }
  return patch.reduce<unknown>(
    (result, operation) => applyOperation(result, operation as Operation),
    structuredClone(document),
  );
}

interface Operation {
  readonly op?: unknown;
  readonly path?: unknown;
  readonly from?: unknown;
  readonly value?: unknown;
}

function applyOperation(document: unknown, operation: Operation): unknown {
  const path = pointer(operation?.path);
  switch (operation.op) {
    case 'add':
      return edit(document, path, operation.value, 'add');
    case 'replace':
      return edit(document, path, operation.value, 'replace');
    case 'remove':
      return edit(document, path, undefined, 'remove');
    case 'copy':
      return edit(document, path, structuredClone(valueAt(document, pointer(operation.from))), 'add');
    case 'move': {
      const from = pointer(operation.from);
      const value = valueAt(document, from);
      return edit(edit(document, from, undefined, 'remove'), path, value, 'add');
    }
    case 'test':
      if (equalJson(valueAt(document, path), operation.value)) return document;
      throw doesNotFit(`testing value ${String(operation.path)} failed`);
    default:
      throw badRequest(`unknown operation of a JSON patch: ${JSON.stringify(operation.op)?.slice(0, 100)}`);
  }
}

function pointer(path: unknown): string[] {
  if (path === '') return [];
  if (typeof path !== 'string' || !path.startsWith('/')) throw badRequest('a path of a JSON patch begins with /');
  return path
    .slice(1)
    .split('/')
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

function valueAt(document: unknown, path: readonly string[]): unknown {
  return path.reduce<unknown>((value, part) => {
    if (Array.isArray(value)) return value[indexOf(value, part, false)] as unknown;
    if (typeof value === 'object' && value !== null && Object.hasOwn(value, part))
      return (value as Record<string, unknown>)[part];
    throw doesNotFit(`doc is missing path: /${path.join('/')}`);
  }, document);
}

function edit(document: unknown, path: readonly string[], value: unknown, how: 'add' | 'replace' | 'remove'): unknown {
  const last = path.at(-1);
  if (last === undefined) return value;
  if (last === '__proto__') throw badRequest('a member cannot have this name');
  const parent = valueAt(document, path.slice(0, -1));
  if (Array.isArray(parent)) {
    const index = indexOf(parent, last, how === 'add');
    parent.splice(index, how === 'add' ? 0 : 1, ...(how === 'remove' ? [] : [value]));
    return document;
  }
  if (typeof parent !== 'object' || parent === null) throw doesNotFit(`doc is missing path: /${path.join('/')}`);
  const fields = parent as Record<string, unknown>;
  if (how !== 'add' && !Object.hasOwn(fields, last)) {
    throw doesNotFit(`${how} operation does not apply: doc is missing key: /${path.join('/')}: missing value`);
  }
  if (how === 'remove') delete fields[last];
  else fields[last] = value;
  return document;
}

function indexOf(list: readonly unknown[], part: string, adding: boolean): number {
  if (adding && part === '-') return list.length;
  const index = /^(0|[1-9]\d*)$/.test(part) ? Number(part) : Number.NaN;
  if (index < list.length || (adding && index === list.length)) return index;
  throw doesNotFit(`Unable to access invalid index: ${part}`);
}

function doesNotFit(why: string): Error {
  return statusFailure(422, 'Invalid', `the server rejected our request due to an error in our request: ${why}`);
}
