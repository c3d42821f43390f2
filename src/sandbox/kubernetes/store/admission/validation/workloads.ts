import { fieldsAt, fieldsOf, listOf, numberOf, textOf, type Fields } from '../../../resources/fields.ts';
import type { FieldError } from '../../status-failure.ts';
import type { AdmissionRequest } from '../admission.ts';
import { labelErrors } from '../validate-metadata.ts';
import { invalidValue, required } from './field-errors.ts';
import { podSpecErrors } from './pod-spec.ts';

/** Deployment, ReplicaSet, StatefulSet, DaemonSet: a selector that finds its own pods, and pods that can run. */
export function workloadErrors({ object, resource }: AdmissionRequest): FieldError[] {
  const spec = fieldsAt(object, 'spec');
  return [
    ...countErrors(spec, 'spec', ['replicas', 'minReadySeconds', 'revisionHistoryLimit']),
    ...selectorErrors(spec, resource.singular),
    ...templateErrors(spec, ['Always']),
    ...(object.kind === 'Deployment' ? rollingErrors(spec) : []),
  ];
}

function countErrors(spec: Fields, at: string, fields: readonly string[]): FieldError[] {
  return fields
    .filter((field) => numberOf(spec[field]) < 0)
    .map((field) => invalidValue(`${at}.${field}`, spec[field], 'must be greater than or equal to 0'));
}

function selectorErrors(spec: Fields, kind: string): FieldError[] {
  const selector = fieldsOf(spec.selector);
  if (!selector) return [required('spec.selector')];
  const labels = fieldsOf(selector.matchLabels) ?? {};
  if (Object.keys(labels).length + listOf(selector.matchExpressions).length === 0) {
    return [invalidValue('spec.selector', selector, `empty selector is invalid for ${kind}`)];
  }
  const own = fieldsAt(spec, 'template', 'metadata', 'labels');
  const matches =
    Object.entries(labels).every(([key, value]) => own[key] === value) &&
    listOf(selector.matchExpressions).every((rule) => matchesRule(own, rule));
  return matches
    ? []
    : [invalidValue('spec.template.metadata.labels', own, '`selector` does not match template `labels`')];
}

function matchesRule(labels: Fields, { key, operator, values }: Fields): boolean {
  const value = labels[textOf(key)];
  const listed = Array.isArray(values) && values.includes(value);
  if (operator === 'In') return listed;
  if (operator === 'NotIn') return !listed;
  return operator === 'Exists' ? value !== undefined : value === undefined;
}

function templateErrors(spec: Fields, policies: readonly string[], at = 'spec.template'): FieldError[] {
  const template = fieldsOf(spec.template);
  if (!template) return [required(at)];
  const labels = fieldsAt(template, 'metadata').labels;
  return [
    ...labelErrors(labels, `${at}.metadata.labels`),
    ...podSpecErrors(fieldsAt(template, 'spec'), `${at}.spec`, policies),
  ];
}

function rollingErrors(spec: Fields): FieldError[] {
  const strategy = fieldsAt(spec, 'strategy');
  if (strategy.type === 'Recreate') {
    if (strategy.rollingUpdate === undefined) return [];
    const message = "Forbidden: may not be specified when strategy `type` is 'Recreate'";
    return [{ field: 'spec.strategy.rollingUpdate', reason: 'FieldValueForbidden', message }];
  }
  const { maxSurge, maxUnavailable } = fieldsAt(strategy, 'rollingUpdate');
  const isZero = (value: unknown): boolean => value === 0 || value === '0' || value === '0%';
  if (!isZero(maxSurge) || !isZero(maxUnavailable)) return [];
  return [
    invalidValue('spec.strategy.rollingUpdate.maxUnavailable', maxUnavailable, 'may not be 0 when `maxSurge` is 0'),
  ];
}

const JOB_COUNTS = ['parallelism', 'completions', 'backoffLimit', 'activeDeadlineSeconds', 'ttlSecondsAfterFinished'];

export function jobErrors({ object }: AdmissionRequest): FieldError[] {
  const spec = fieldsAt(object, 'spec');
  return [...countErrors(spec, 'spec', JOB_COUNTS), ...templateErrors(spec, ['OnFailure', 'Never'])];
}

export function cronJobErrors({ object }: AdmissionRequest): FieldError[] {
  const spec = fieldsAt(object, 'spec');
  const schedule = textOf(spec.schedule);
  const errors = templateErrors(
    fieldsAt(spec, 'jobTemplate', 'spec'),
    ['OnFailure', 'Never'],
    'spec.jobTemplate.spec.template',
  );
  if (schedule === '') errors.push(required('spec.schedule'));
  else if (!schedule.startsWith('@') && schedule.trim().split(/\s+/).length !== 5) {
    errors.push(
      invalidValue(
        'spec.schedule',
        schedule,
        `expected exactly 5 fields, found ${schedule.trim().split(/\s+/).length}: [${schedule}]`,
      ),
    );
  }
  return errors;
}

export function podErrors({ object }: AdmissionRequest): FieldError[] {
  return podSpecErrors(fieldsAt(object, 'spec'), 'spec');
}
