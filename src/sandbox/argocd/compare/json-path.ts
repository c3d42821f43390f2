export type JsonPath = readonly (string | number)[];

type Step =
  | { readonly field: string }
  | { readonly index: number }
  | { readonly all: true }
  | { readonly select: string; readonly equals: unknown };

/** The path of an RFC 6901 pointer. */
export function parsePointer(pointer: string): JsonPath {
  return pointer
    .split('/')
    .slice(1)
    .map((part) => part.replaceAll('~1', '/').replaceAll('~0', '~'));
}

/**
 * The places in `value` that a jq path names: fields, indexes, `[]` and `select(.field == "value")`, which is what
 * ignoreDifferences are written with. Undefined for any other expression.
 */
export function findJqPaths(expression: string, value: unknown): JsonPath[] | undefined {
  const steps = parseSteps(expression.trim());
  return steps && walk(value, steps, []);
}

const STEP =
  /^(?:\.([A-Za-z_][\w-]*)|\.?\["((?:[^"\\]|\\.)*)"\]|\."((?:[^"\\]|\\.)*)"|\.?\[(\d+)\]|\.?(\[\])|\s*\|\s*select\(\s*\.(\w+)\s*==\s*("(?:[^"\\]|\\.)*"|\d+|true|false)\s*\)|\s*\|\s*(?=\.))/;

function parseSteps(expression: string): Step[] | undefined {
  const steps: Step[] = [];
  let rest = expression;
  while (rest !== '') {
    const match = STEP.exec(rest);
    if (!match) return undefined;
    rest = rest.slice(match[0].length);
    const [, field, bracketed, quoted, index, all, select, equals] = match;
    const name = field ?? bracketed ?? quoted;
    if (name !== undefined) steps.push({ field: name });
    else if (index !== undefined) steps.push({ index: Number(index) });
    else if (all !== undefined) steps.push({ all: true });
    else if (select !== undefined) steps.push({ select, equals: JSON.parse(equals ?? 'null') as unknown });
  }
  return steps;
}

function walk(value: unknown, steps: readonly Step[], path: JsonPath): JsonPath[] {
  const [step, ...rest] = steps;
  if (!step) return [path];
  if ('select' in step) return member(value, step.select) === step.equals ? walk(value, rest, path) : [];
  if ('all' in step) {
    const entries = Array.isArray(value) ? [...value.entries()] : isRecord(value) ? Object.entries(value) : [];
    return entries.flatMap(([key, item]) => walk(item, rest, [...path, key]));
  }
  const key = 'field' in step ? step.field : step.index;
  return walk(member(value, key), rest, [...path, key]);
}

/** Makes `to` the same as `from` at the path: copies what is there, or takes away what is not. Changes `to`. */
export function copyAt(path: JsonPath, from: unknown, to: unknown): void {
  const parents = path.slice(0, -1);
  const last = path.at(-1);
  const [source, target] = [from, to].map((value) => parents.reduce<unknown>(member, value));
  if (last === undefined || typeof target !== 'object' || target === null) return;
  const value = member(source, last);
  if (value !== undefined) Object.assign(target, { [last]: value });
  else if (Array.isArray(target)) target.splice(Number(last), 1);
  else Reflect.deleteProperty(target, last);
}

function member(value: unknown, key: string | number): unknown {
  if (Array.isArray(value)) return value[Number(key)] as unknown;
  return isRecord(value) && Object.hasOwn(value, key) ? value[key] : undefined;
}

function isRecord(value: unknown): value is Record<string, unknown> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}
