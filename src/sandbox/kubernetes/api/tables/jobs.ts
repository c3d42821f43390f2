import { fieldsAt, listOf, numberOf, textOf, type Fields } from '../../resources/fields.ts';
import type { KubernetesObject } from '../../store/object-store.ts';
import { containerCells, formatSelector } from './format-selector.ts';
import { ageOf, humanDuration } from './human-duration.ts';
import { columns, type TableDefinition } from './table-definition.ts';

const WIDE = ['+Containers', '+Images', '+Selector'];

export const jobTable: TableDefinition = {
  columns: columns('Name', 'Status', 'Completions', 'Duration', 'Age', ...WIDE),
  cells: (object, now) => {
    const [spec, status] = [fieldsAt(object, 'spec'), fieldsAt(object, 'status')];
    return [
      object.metadata.name,
      jobStatus(object, status),
      completions(spec, status),
      jobDuration(status, now),
      ageOf(object.metadata.creationTimestamp, now),
      ...containerCells(fieldsAt(spec, 'template').spec),
      formatSelector(spec.selector),
    ];
  },
};

function jobStatus(object: KubernetesObject, status: Fields): string {
  const has = (type: string): boolean =>
    listOf(status.conditions).some((condition) => condition.type === type && condition.status === 'True');
  if (has('Complete')) return 'Complete';
  if (has('Failed')) return 'Failed';
  if (object.metadata.deletionTimestamp !== undefined) return 'Terminating';
  return ['Suspended', 'FailureTarget', 'SuccessCriteriaMet'].find(has) ?? 'Running';
}

function completions(spec: Fields, status: Fields): string {
  const succeeded = numberOf(status.succeeded);
  if (spec.completions !== undefined) return `${succeeded}/${numberOf(spec.completions)}`;
  return numberOf(spec.parallelism) > 1 ? `${succeeded}/1 of ${numberOf(spec.parallelism)}` : `${succeeded}/1`;
}

function jobDuration(status: Fields, now: number): string {
  if (typeof status.startTime !== 'string') return '';
  const end = typeof status.completionTime === 'string' ? Date.parse(status.completionTime) : now;
  return humanDuration(end - Date.parse(status.startTime));
}

export const cronJobTable: TableDefinition = {
  columns: columns(
    'Name',
    'Schedule',
    'Timezone',
    'Suspend:boolean',
    'Active:integer',
    'Last Schedule',
    'Age',
    ...WIDE,
  ),
  cells: (object, now) => {
    const [spec, status] = [fieldsAt(object, 'spec'), fieldsAt(object, 'status')];
    const template = fieldsAt(spec, 'jobTemplate', 'spec');
    return [
      object.metadata.name,
      textOf(spec.schedule),
      textOf(spec.timeZone) || '<none>',
      spec.suspend === true ? 'True' : 'False',
      listOf(status.active).length,
      status.lastScheduleTime === undefined ? '<none>' : ageOf(status.lastScheduleTime, now),
      ageOf(object.metadata.creationTimestamp, now),
      ...containerCells(fieldsAt(template, 'template').spec),
      formatSelector(template.selector),
    ];
  },
};
