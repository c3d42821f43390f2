import type { KubernetesObject } from '../../store/object-store.ts';
import { parseFieldSelector } from './field-selector.ts';
import { parseLabelSelector } from './label-selector.ts';

/** Whether an object is among those that a list or a watch asks for. */
export type Select = (object: KubernetesObject) => boolean;

/** From `labelSelector` and `fieldSelector` of a query, and the namespace and name of a path. */
export function selectFrom(
  query: URLSearchParams,
  kind: string,
  { namespace, name }: { readonly namespace?: string; readonly name?: string },
): Select {
  const rules: Select[] = [];
  const labels = query.get('labelSelector');
  const fields = query.get('fieldSelector');
  if (namespace !== undefined) rules.push((object) => object.metadata.namespace === namespace);
  if (name !== undefined) rules.push((object) => object.metadata.name === name);
  if (labels) {
    const matches = parseLabelSelector(labels);
    rules.push((object) => matches(object.metadata.labels));
  }
  if (fields) rules.push(parseFieldSelector(fields, kind));
  return (object) => rules.every((rule) => rule(object));
}
