import { fieldsAt, listOf, type Fields } from '../../../resources/fields.ts';
import { equalJson } from '../../json.ts';
import type { FieldError } from '../../status-failure.ts';
import type { AdmissionRequest } from '../admission.ts';
import { forbiddenField, invalidValue } from './field-errors.ts';

const SAME = 'field is immutable';
const STATEFUL_SET_FIELDS = [
  'replicas',
  'ordinals',
  'template',
  'updateStrategy',
  'revisionHistoryLimit',
  'persistentVolumeClaimRetentionPolicy',
  'minReadySeconds',
];
const STATEFUL_SET_WORDS = `updates to statefulset spec for fields other than 'replicas', 'ordinals', 'template', 'updateStrategy', 'revisionHistoryLimit', 'persistentVolumeClaimRetentionPolicy' and 'minReadySeconds' are forbidden`;
const POD_WORDS =
  'pod updates may not change fields other than `spec.containers[*].image`,`spec.initContainers[*].image`,`spec.activeDeadlineSeconds`,`spec.tolerations` (only additions to existing tolerations),`spec.terminationGracePeriodSeconds` (allow it to be set to 1 if it was previously negative)';

/** What an update of each kind may not change. */
export function immutableErrors({ object, old }: AdmissionRequest): FieldError[] {
  if (!old) return [];
  const [now, before] = [fieldsAt(object, 'spec'), fieldsAt(old, 'spec')];
  switch (object.kind) {
    case 'Deployment':
    case 'ReplicaSet':
    case 'DaemonSet':
      return changed(now, before, ['selector'], 'spec');
    case 'Job':
      return changed(
        now,
        before,
        ['completionMode', 'selector', ...(before.suspend === true ? [] : ['template']), ...indexed(before)],
        'spec',
      );
    case 'StatefulSet':
      return equalJson(without(now, STATEFUL_SET_FIELDS), without(before, STATEFUL_SET_FIELDS))
        ? []
        : [forbiddenField('spec', STATEFUL_SET_WORDS)];
    case 'Pod':
      return equalJson(podRest(now, before), podRest(before, before)) ? [] : [forbiddenField('spec', POD_WORDS)];
    case 'Service':
      return serviceErrors(now, before);
    case 'Secret':
      return [...changed({ type: object.type }, { type: old.type }, ['type']), ...sealedErrors(object, old)];
    case 'ConfigMap':
      return sealedErrors(object, old);
    case 'RoleBinding':
    case 'ClusterRoleBinding':
      return equalJson(object.roleRef, old.roleRef)
        ? []
        : [invalidValue('roleRef', object.roleRef, 'cannot change roleRef')];
    default:
      return [];
  }
}

function changed(now: Fields, before: Fields, fields: readonly string[], at = ''): FieldError[] {
  return fields
    .filter((field) => !equalJson(now[field], before[field]))
    .map((field) => invalidValue(at === '' ? field : `${at}.${field}`, now[field], SAME));
}

/** The number of completions may change for an indexed Job only. */
function indexed(before: Fields): string[] {
  return before.completionMode === 'Indexed' ? [] : ['completions'];
}

function without(fields: Fields, names: readonly string[]): Fields {
  return Object.fromEntries(Object.entries(fields).filter(([name]) => !names.includes(name)));
}

/** Images may change; the scheduler sets the node once. */
function podRest(spec: Fields, before: Fields): Fields {
  const free = [
    'activeDeadlineSeconds',
    'tolerations',
    'terminationGracePeriodSeconds',
    ...(before.nodeName ? [] : ['nodeName']),
  ];
  const withoutImages = (list: unknown): Fields[] => listOf(list).map((container) => without(container, ['image']));
  return {
    ...without(spec, free),
    containers: withoutImages(spec.containers),
    initContainers: withoutImages(spec.initContainers),
  };
}

function serviceErrors(now: Fields, before: Fields): FieldError[] {
  if (!before.clusterIP || now.type === 'ExternalName' || equalJson(now.clusterIP, before.clusterIP)) return [];
  return [invalidValue('spec.clusterIPs[0]', [now.clusterIP], 'may not change once set')];
}

function sealedErrors(object: Fields, old: Fields): FieldError[] {
  if (old.immutable !== true) return [];
  const errors =
    object.immutable === true ? [] : [forbiddenField('immutable', 'field is immutable when `immutable` is set')];
  return ['data', 'binaryData']
    .filter((field) => !equalJson(object[field], old[field]))
    .map((field) => forbiddenField(field, 'field is immutable when `immutable` is set'))
    .concat(errors);
}
