import { fieldsOf, listOf, textOf } from '../../resources/fields.ts';

/** A LabelSelector as text: `app=web,tier in (a,b)`. */
export function formatSelector(selector: unknown): string {
  const fields = fieldsOf(selector);
  if (!fields) return '<none>';
  const expressions = listOf(fields.matchExpressions).map(({ key, operator, values }) => {
    const list = Array.isArray(values) ? values.map(textOf).join(',') : '';
    if (operator === 'Exists') return textOf(key);
    if (operator === 'DoesNotExist') return `!${textOf(key)}`;
    return `${textOf(key)} ${operator === 'In' ? 'in' : 'notin'} (${list})`;
  });
  return [formatLabels(fields.matchLabels, ''), ...expressions].filter((part) => part !== '').join(',') || '<none>';
}

export function formatLabels(labels: unknown, empty = '<none>'): string {
  const pairs = Object.entries(fieldsOf(labels) ?? {}).map(([key, value]) => `${key}=${textOf(value)}`);
  return pairs.toSorted().join(',') || empty;
}

/** Names and images of a template's containers. */
export function containerCells(podSpec: unknown): [names: string, images: string] {
  const containers = listOf(fieldsOf(podSpec)?.containers);
  return [containers.map(({ name }) => textOf(name)).join(','), containers.map(({ image }) => textOf(image)).join(',')];
}
