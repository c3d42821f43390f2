import { childOf, fieldsAt, listOf, textOf, type Fields } from '../../resources/fields.ts';
import { parseQuantity } from '../../resources/quantity.ts';
import { forbidden } from '../status-failure.ts';
import type { AdmissionRequest } from './admission.ts';

/** Gives a pod's containers what a LimitRange of the namespace says by default, and refuses what is out of its range. */
export function applyLimitRanges({ operation, resource, object, store }: AdmissionRequest): void {
  const { namespace, name } = object.metadata;
  if (operation !== 'CREATE' || resource.kind !== 'Pod' || namespace === undefined) return;
  const limits = store
    .list('LimitRange', { namespace })
    .flatMap((range) => listOf(fieldsAt(range, 'spec').limits))
    .filter(({ type }) => type === 'Container');
  if (limits.length === 0) return;
  const spec = fieldsAt(object, 'spec');
  const containers = [...listOf(spec.containers), ...listOf(spec.initContainers)];
  const problems = containers.flatMap((container) => {
    for (const limit of limits) fillFrom(childOf(container, 'resources'), limit);
    return limits.flatMap((limit) => problemsOf(childOf(container, 'resources'), limit));
  });
  if (problems.length === 0) return;
  throw forbidden(resource, name, problems.length === 1 ? (problems[0] ?? '') : `[${problems.join(', ')}]`);
}

function fillFrom(resources: Fields, limit: Fields): void {
  for (const [kind, defaults] of [
    ['requests', fieldsAt(limit, 'defaultRequest')],
    ['limits', fieldsAt(limit, 'default')],
  ] as const) {
    if (Object.keys(defaults).length === 0) continue;
    const target = childOf(resources, kind);
    for (const [name, value] of Object.entries(defaults)) if (target[name] === undefined) target[name] = value;
  }
}

function problemsOf(resources: Fields, limit: Fields): string[] {
  const [requests, limits] = [fieldsAt(resources, 'requests'), fieldsAt(resources, 'limits')];
  const least = Object.entries(fieldsAt(limit, 'min')).flatMap(([name, value]) => {
    const given = requests[name];
    if (given === undefined)
      return [`minimum ${name} usage per Container is ${textOf(value)}.  No request is specified`];
    return below(given, value)
      ? [`minimum ${name} usage per Container is ${textOf(value)}, but request is ${textOf(given)}`]
      : [];
  });
  const most = Object.entries(fieldsAt(limit, 'max')).flatMap(([name, value]) => {
    const given = limits[name];
    if (given === undefined) return [`maximum ${name} usage per Container is ${textOf(value)}.  No limit is specified`];
    return below(value, given)
      ? [`maximum ${name} usage per Container is ${textOf(value)}, but limit is ${textOf(given)}`]
      : [];
  });
  return [...least, ...most];
}

function below(left: unknown, right: unknown): boolean {
  const [less, more] = [parseQuantity(textOf(left)), parseQuantity(textOf(right))];
  return less !== undefined && more !== undefined && less.nanos < more.nanos;
}
