import { fieldsAt, fieldsOf, listOf, textOf } from '../../../resources/fields.ts';
import type { FieldError } from '../../status-failure.ts';
import type { AdmissionRequest } from '../admission.ts';
import { labelErrors } from '../validate-metadata.ts';
import { duplicate, invalidValue, required, unsupportedValue } from './field-errors.ts';
import { portNumberErrors, PROTOCOLS } from './pod-spec.ts';

const TYPES = ['ClusterIP', 'ExternalName', 'LoadBalancer', 'NodePort'];

export function serviceErrors({ object }: AdmissionRequest): FieldError[] {
  const spec = fieldsAt(object, 'spec');
  const ports = listOf(spec.ports);
  const errors = labelErrors(spec.selector, 'spec.selector');
  if (!TYPES.includes(textOf(spec.type))) errors.push(unsupportedValue('spec.type', spec.type, TYPES));
  if (ports.length === 0 && spec.clusterIP !== 'None' && spec.type !== 'ExternalName')
    errors.push(required('spec.ports'));
  if (spec.type === 'ExternalName' && textOf(spec.externalName) === '') errors.push(required('spec.externalName'));
  const seen = new Set<string>();
  for (const [index, port] of ports.entries()) {
    const at = `spec.ports[${index}]`;
    errors.push(...portNumberErrors(port.port, `${at}.port`));
    const name = textOf(port.name);
    if (ports.length > 1 && name === '') errors.push(required(`${at}.name`));
    if (name !== '' && seen.has(name)) errors.push(duplicate(`${at}.name`, name));
    seen.add(name);
    if (!PROTOCOLS.includes(textOf(port.protocol)))
      errors.push(unsupportedValue(`${at}.protocol`, port.protocol, PROTOCOLS));
    if (typeof port.targetPort === 'number') errors.push(...portNumberErrors(port.targetPort, `${at}.targetPort`));
  }
  return errors;
}

const KEY = /^[-._a-zA-Z0-9]{1,253}$/;
const MOST_BYTES = 1024 * 1024;
const KEY_WORDS = `a valid config key must consist of alphanumeric characters, '-', '_' or '.' (e.g. 'key.name',  or 'KEY_NAME',  or 'key-name', regex used for validation is '[-._a-zA-Z0-9]+')`;

/** ConfigMap and Secret: keys that can be files, and no more than a mebibyte. */
export function dataErrors({ object }: AdmissionRequest): FieldError[] {
  const entries = ['data', 'binaryData'].flatMap((field) =>
    Object.entries(fieldsOf(object[field]) ?? {}).map(([key, value]) => ({ field, key, value })),
  );
  const errors = entries
    .filter(({ key }) => !KEY.test(key))
    .map(({ field, key }) => invalidValue(`${field}[${key}]`, key, KEY_WORDS));
  const size = entries.reduce((total, { value }) => total + textOf(value).length, 0);
  if (size > MOST_BYTES * (object.kind === 'Secret' ? 4 / 3 : 1)) {
    errors.push({
      field: 'data',
      reason: 'FieldValueTooLong',
      message: `Too long: may not be more than ${MOST_BYTES} bytes`,
    });
  }
  return errors;
}
