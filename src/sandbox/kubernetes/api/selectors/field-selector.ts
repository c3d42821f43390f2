import { fieldsAt, textOf } from '../../resources/fields.ts';
import type { KubernetesObject } from '../../store/object-store.ts';
import { badRequest } from '../../store/status-failure.ts';

export type FieldSelector = (object: KubernetesObject) => boolean;

const GENERAL = ['metadata.name', 'metadata.namespace'];
const INVOLVED = ['kind', 'namespace', 'name', 'uid', 'apiVersion', 'resourceVersion', 'fieldPath'];
const EVENT_FIELDS = INVOLVED.flatMap((field) => [`involvedObject.${field}`, `regarding.${field}`]);
/** What each kind can be selected by, beside its name and namespace, as in the real API server. */
const POD_FIELDS = ['nodeName', 'restartPolicy', 'schedulerName', 'serviceAccountName', 'hostNetwork'].map(
  (field) => `spec.${field}`,
);
const SELECTABLE = new Map<string, readonly string[]>([
  ['Pod', [...POD_FIELDS, 'status.phase', 'status.podIP', 'status.nominatedNodeName']],
  ['Event', [...EVENT_FIELDS, 'reason', 'reportingComponent', 'reportingController', 'source', 'type']],
  ['Job', ['status.successful']],
  ['Namespace', ['status.phase']],
  ['Node', ['spec.unschedulable']],
  ['ReplicaSet', ['status.replicas']],
  ['Secret', ['type']],
  ['Service', ['spec.clusterIP', 'spec.type']],
]);

/** `metadata.name=web,status.phase!=Running`. Throws BadRequest for a field that the kind is not selected by. */
export function parseFieldSelector(text: string, kind: string): FieldSelector {
  const rules = text
    .split(',')
    .filter((part) => part.trim() !== '')
    .map((part) => parseTerm(part, kind));
  return (object) => rules.every((rule) => rule(object));
}

function parseTerm(text: string, kind: string): FieldSelector {
  const [, field, operator, raw] = /^\s*([^=!]+?)\s*(==|=|!=)(.*)$/.exec(text) ?? [];
  if (field === undefined || raw === undefined) {
    throw badRequest(`invalid selector: ${JSON.stringify(text.slice(0, 200))}; can't understand it`);
  }
  if (!GENERAL.includes(field) && !SELECTABLE.get(kind)?.includes(field)) {
    throw badRequest(
      `Unable to find ${JSON.stringify(kind)} that match field selector ${JSON.stringify(text)}: field label not supported: ${field}`,
    );
  }
  const value = raw.replaceAll(/\\([\\,=])/g, '$1');
  return (object) => (valueAt(object, field) === value) === (operator !== '!=');
}

function valueAt(object: KubernetesObject, field: string): string {
  const path = field.replace(/^regarding\./, 'involvedObject.').split('.');
  const last = path.pop() ?? '';
  const value = fieldsAt(object, ...path)[last];
  if (object.kind === 'Event' && field === 'source') return textOf(fieldsAt(object, 'source').component);
  if (value === undefined && (field === 'spec.unschedulable' || field === 'spec.hostNetwork')) return 'false';
  return value === undefined && field.startsWith('status.re') ? '0' : textOf(value);
}
