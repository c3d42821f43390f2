import type { KubernetesObject } from '../object-store.ts';
import { invalid, type FieldError } from '../status-failure.ts';
import type { AdmissionRequest } from './admission.ts';

const DNS_LABEL = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?$/;
const DNS_SUBDOMAIN = /^[a-z0-9]([-a-z0-9]*[a-z0-9])?(\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*$/;
const DNS_1035_LABEL = /^[a-z]([-a-z0-9]*[a-z0-9])?$/;
const QUALIFIED_NAME = /^([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]$/;
const PATH_SEGMENT = /^(?!\.{1,2}$)[^/%]+$/;
const ANNOTATIONS_LIMIT = 256 * 1024;

const LABEL_WORDS = `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')`;
const SUBDOMAIN_WORDS = `a lowercase RFC 1123 subdomain must consist of lower case alphanumeric characters, '-' or '.', and must start and end with an alphanumeric character (e.g. 'example.com', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?(\\.[a-z0-9]([-a-z0-9]*[a-z0-9])?)*')`;
const LABEL_1035_WORDS = `a DNS-1035 label must consist of lower case alphanumeric characters or '-', start with an alphabetic character, and end with an alphanumeric character (e.g. 'my-name',  or 'abc-123', regex used for validation is '[a-z]([-a-z0-9]*[a-z0-9])?')`;
const VALUE_WORDS = `a valid label must be an empty string or consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyValue',  or 'my_value',  or '12345', regex used for validation is '(([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9])?')`;
const KEY_WORDS = `name part must consist of alphanumeric characters, '-', '_' or '.', and must start and end with an alphanumeric character (e.g. 'MyName',  or 'my.name',  or '123-abc', regex used for validation is '([A-Za-z0-9][-A-Za-z0-9_.]*)?[A-Za-z0-9]')`;

/** Names, labels and annotations are what Kubernetes takes. */
export function validateMetadata({ operation, resource, object, old }: AdmissionRequest): void {
  if (operation !== 'CREATE' && operation !== 'UPDATE') return;
  const errors = [
    ...(operation === 'CREATE' ? nameErrors(object) : []),
    ...labelErrors(object.metadata.labels, 'metadata.labels'),
    ...annotationErrors(object.metadata.annotations),
    ...ownerErrors(object),
    ...newFinalizerErrors(object, old),
  ];
  if (errors.length > 0) throw invalid(resource, object.metadata.name, errors);
}

function nameErrors(object: KubernetesObject): FieldError[] {
  const { name } = object.metadata;
  const rule = nameRule(object.kind);
  if (name === '') {
    return [
      {
        field: 'metadata.name',
        reason: 'FieldValueRequired',
        message: 'Required value: name or generateName is required',
      },
    ];
  }
  if (name.length > rule.longest)
    return [wrong('metadata.name', name, `must be no more than ${rule.longest} characters`)];
  return rule.pattern.test(name) ? [] : [wrong('metadata.name', name, rule.words)];
}

function nameRule(kind: string): { pattern: RegExp; longest: number; words: string } {
  if (kind === 'Namespace') return { pattern: DNS_LABEL, longest: 63, words: LABEL_WORDS };
  if (kind === 'Service') return { pattern: DNS_1035_LABEL, longest: 63, words: LABEL_1035_WORDS };
  if (kind === 'CronJob') return { pattern: DNS_SUBDOMAIN, longest: 52, words: SUBDOMAIN_WORDS };
  if (/Role/.test(kind)) return { pattern: PATH_SEGMENT, longest: 253, words: `may not contain '/' or '%'` };
  return { pattern: DNS_SUBDOMAIN, longest: 253, words: SUBDOMAIN_WORDS };
}

/** Also for selectors and pod templates. */
export function labelErrors(labels: unknown, field: string): FieldError[] {
  if (labels === undefined) return [];
  if (typeof labels !== 'object' || labels === null) return [wrong(field, labels, 'must be a map of strings')];
  return Object.entries(labels).flatMap(([key, value]) => [
    ...keyErrors(key, field),
    ...(typeof value === 'string' ? labelValueErrors(value, field) : [wrong(field, value, 'must be a string')]),
  ]);
}

function labelValueErrors(value: string, field: string): FieldError[] {
  if (value.length > 63) return [wrong(field, value, 'must be no more than 63 characters')];
  return value === '' || QUALIFIED_NAME.test(value) ? [] : [wrong(field, value, VALUE_WORDS)];
}

function keyErrors(key: string, field: string): FieldError[] {
  const slash = key.indexOf('/');
  const [prefix, name] = slash < 0 ? [undefined, key] : [key.slice(0, slash), key.slice(slash + 1)];
  if (prefix === '') return [wrong(field, key, 'prefix part must be non-empty')];
  if (prefix !== undefined && (prefix.length > 253 || !DNS_SUBDOMAIN.test(prefix))) {
    return [wrong(field, key, `prefix part ${SUBDOMAIN_WORDS}`)];
  }
  if (name === '') return [wrong(field, key, 'name part must be non-empty')];
  if (name.length > 63) return [wrong(field, key, 'name part must be no more than 63 characters')];
  return QUALIFIED_NAME.test(name) ? [] : [wrong(field, key, KEY_WORDS)];
}

function annotationErrors(annotations: unknown): FieldError[] {
  const field = 'metadata.annotations';
  if (annotations === undefined) return [];
  if (typeof annotations !== 'object' || annotations === null)
    return [wrong(field, annotations, 'must be a map of strings')];
  const errors: FieldError[] = [];
  let size = 0;
  for (const [key, value] of Object.entries(annotations)) {
    errors.push(...keyErrors(key.toLowerCase(), field));
    if (typeof value !== 'string') errors.push(wrong(field, value, 'must be a string'));
    else size += key.length + value.length;
  }
  if (size > ANNOTATIONS_LIMIT) {
    errors.push({
      field,
      reason: 'FieldValueTooLong',
      message: `Too long: may not be more than ${ANNOTATIONS_LIMIT} bytes`,
    });
  }
  return errors;
}

function ownerErrors(object: KubernetesObject): FieldError[] {
  const owners: unknown = object.metadata.ownerReferences;
  if (owners === undefined) return [];
  const field = 'metadata.ownerReferences';
  if (!Array.isArray(owners)) return [wrong(field, owners, 'must be a list')];
  return owners.flatMap((owner: Record<string, unknown>) =>
    (['apiVersion', 'kind', 'name', 'uid'] as const)
      .filter((member) => typeof owner?.[member] !== 'string' || owner[member] === '')
      .map((member) => wrong(`${field}.${member}`, '', 'must not be empty')),
  );
}

function newFinalizerErrors(object: KubernetesObject, old: KubernetesObject | undefined): FieldError[] {
  if (old?.metadata.deletionTimestamp === undefined) return [];
  const added = (object.metadata.finalizers ?? []).filter((name) => !(old.metadata.finalizers ?? []).includes(name));
  if (added.length === 0) return [];
  const list = added.map((name) => JSON.stringify(name)).join(', ');
  const message = `Forbidden: no new finalizers can be added if the object is being deleted, found new finalizers []string{${list}}`;
  return [{ field: 'metadata.finalizers', reason: 'FieldValueForbidden', message }];
}

function wrong(field: string, value: unknown, why: string): FieldError {
  return { field, reason: 'FieldValueInvalid', message: `Invalid value: ${JSON.stringify(value)}: ${why}` };
}
