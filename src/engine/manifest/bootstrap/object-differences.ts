import type { RenderedObject } from '../../../domain/rendered-object.ts';
import { recordOf, shownOf } from '../read-field.ts';

/** One field that is not as it should be. Values of Secrets are never shown. */
export interface ObjectDifference {
  /** `spec.sourceRepos`. */
  readonly field: string;
  readonly is: string;
  readonly shouldBe: string;
}

type Anything = { readonly kind: string; readonly metadata: object; readonly [field: string]: unknown };

/** Written by the API server alone, or telling nothing of what was asked for. */
const SERVER_FIELDS = ['creationTimestamp', 'generation', 'resourceVersion', 'selfLink', 'uid', 'managedFields'];
/** Written by controllers. */
const NOT_OURS = new Set(['status', 'operation']);
const HIDDEN = '(hidden)';
const NOTHING = '–';

/** How the object that is there differs from the one that should be. */
export function objectDifferences(is: Anything, shouldBe: Anything): readonly ObjectDifference[] {
  const secret = shouldBe.kind === 'Secret';
  return differencesBetween(comparable(is), comparable(shouldBe), '').map(({ field, left, right }) => ({
    field,
    is: shown(left, secret && isContent(field)),
    shouldBe: shown(right, secret && isContent(field)),
  }));
}

function isContent(field: string): boolean {
  return field.startsWith('data') || field.startsWith('stringData');
}

function shown(value: unknown, isHidden: boolean): string {
  if (value === undefined) return NOTHING;
  return isHidden ? HIDDEN : shownOf(value);
}

function comparable(object: Anything): Readonly<Record<string, unknown>> {
  const metadata = Object.fromEntries(
    Object.entries(recordOf(object.metadata)).filter(([key]) => !SERVER_FIELDS.includes(key)),
  );
  return Object.fromEntries(
    Object.entries({ ...object, metadata }).filter(([key, value]) => !NOT_OURS.has(key) && value !== undefined),
  );
}

interface Difference {
  readonly field: string;
  readonly left: unknown;
  readonly right: unknown;
}

function differencesBetween(left: unknown, right: unknown, field: string): readonly Difference[] {
  if (isMap(left) && isMap(right))
    return [...new Set([...Object.keys(left), ...Object.keys(right)])].flatMap((key) =>
      differencesBetween(own(left, key), own(right, key), field === '' ? key : `${field}.${key}`),
    );
  return sameValue(left, right) ? [] : [{ field, left, right }];
}

function own(map: Readonly<Record<string, unknown>>, key: string): unknown {
  return Object.hasOwn(map, key) ? map[key] : undefined;
}

function isMap(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null && !Array.isArray(value);
}

/** Whatever the order of the keys. */
export function sameValue(left: unknown, right: unknown): boolean {
  return JSON.stringify(sorted(left)) === JSON.stringify(sorted(right));
}

function sorted(value: unknown): unknown {
  if (Array.isArray(value)) return value.map(sorted);
  if (!isMap(value)) return value;
  return Object.entries(value)
    .toSorted(([one], [other]) => (one < other ? -1 : 1))
    .map(([key, item]) => [key, sorted(item)]);
}

/** Kinds of which not one field more may be there than was asked for: each could widen what is allowed. */
const EXACT = new Set([
  'AppProject',
  'Application',
  'LimitRange',
  'ResourceQuota',
  'Role',
  'RoleBinding',
  'ValidatingAdmissionPolicy',
  'ValidatingAdmissionPolicyBinding',
]);
const CONTENT = ['spec', 'rules', 'roleRef', 'subjects'];

export function isExactKind(kind: string): boolean {
  return EXACT.has(kind);
}

/**
 * The JSON merge patch that takes away what `is` has beyond `pristine` (the same object as the API server would make it
 * anew); undefined when there is nothing.
 */
export function surplusPatch(is: Anything, pristine: Anything): Readonly<Record<string, unknown>> | undefined {
  const patch = Object.fromEntries(
    CONTENT.flatMap((key) => {
      const change = mergePatch(own(is, key), own(pristine, key));
      return change === undefined ? [] : [[key, change]];
    }),
  );
  return Object.keys(patch).length === 0 ? undefined : patch;
}

/** https://www.rfc-editor.org/rfc/rfc7396: null removes, lists are replaced as a whole. */
function mergePatch(from: unknown, to: unknown): unknown {
  if (!isMap(from) || !isMap(to)) return sameValue(from, to) ? undefined : (to ?? null);
  const patch = Object.fromEntries(
    [...new Set([...Object.keys(from), ...Object.keys(to)])].flatMap((key) => {
      const change = mergePatch(own(from, key), own(to, key));
      return change === undefined ? [] : [[key, change]];
    }),
  );
  return Object.keys(patch).length === 0 ? undefined : patch;
}

/** The object as `--print` shows it: values of Secrets are placeholders. */
export function withoutSecretValues(object: RenderedObject): RenderedObject {
  if (object.kind !== 'Secret') return object;
  const { data, ...rest } = object;
  return {
    ...rest,
    stringData: Object.fromEntries(Object.keys(recordOf(data)).map((key) => [key, `<${key}>`])),
  } as RenderedObject;
}
