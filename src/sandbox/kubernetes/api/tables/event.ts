import { fieldsAt, fieldsOf, numberOf, textOf } from '../../resources/fields.ts';
import type { KubernetesObject } from '../../store/object-store.ts';
import { ageOf } from './human-duration.ts';
import { columns, type TableDefinition } from './table-definition.ts';

export const eventTable: TableDefinition = {
  columns: columns(
    'Last Seen',
    'Type',
    'Reason',
    'Object',
    '+Subobject',
    '+Source',
    'Message',
    '+First Seen',
    '+Count',
    '+Name',
  ),
  cells: (event, now) => {
    const first = ageOf(event.firstTimestamp ?? event.eventTime, now);
    const series = fieldsOf(event.series);
    const last = series ? ageOf(series.lastObservedTime, now) : ageOf(event.lastTimestamp, now);
    const involved = fieldsAt(event, 'involvedObject');
    const kind = textOf(involved.kind).toLowerCase();
    return [
      last === '<unknown>' ? first : last,
      textOf(event.type),
      textOf(event.reason),
      textOf(involved.name) === '' ? kind : `${kind}/${textOf(involved.name)}`,
      textOf(involved.fieldPath),
      sourceOf(event),
      textOf(event.message).trim(),
      first,
      numberOf(series?.count ?? event.count) || 1,
      event.metadata.name,
    ];
  },
};

function sourceOf(event: KubernetesObject): string {
  const { component, host } = fieldsAt(event, 'source');
  const [name, place] = component
    ? [textOf(component), textOf(host)]
    : [textOf(event.reportingComponent), textOf(event.reportingInstance)];
  return place === '' ? name : `${name}, ${place}`;
}
