import { fieldsAt, fieldsOf, listOf, numberOf, textOf, type Fields } from '../../../resources/fields.ts';
import { parseQuantity } from '../../../resources/quantity.ts';
import type { FieldError } from '../../status-failure.ts';
import { duplicate, invalidValue, notFoundValue, required, unsupportedValue } from './field-errors.ts';

const LABEL = /^[a-z0-9]([-a-z0-9]{0,61}[a-z0-9])?$/;
const LABEL_WORDS = `a lowercase RFC 1123 label must consist of lower case alphanumeric characters or '-', and must start and end with an alphanumeric character (e.g. 'my-name',  or '123-abc', regex used for validation is '[a-z0-9]([-a-z0-9]*[a-z0-9])?')`;
const PROBES = ['livenessProbe', 'readinessProbe', 'startupProbe'];
const HANDLERS = ['exec', 'grpc', 'httpGet', 'tcpSocket'];

/** The part of pkg/apis/core/validation that stops what could never run. */
export function podSpecErrors(spec: Fields, at: string, restartPolicies?: readonly string[]): FieldError[] {
  const containers = listOf(spec.containers);
  const volumes = new Set(listOf(spec.volumes).map(({ name }) => textOf(name)));
  const names = new Set<string>();
  const errors = [
    ...(containers.length === 0 ? [required(`${at}.containers`)] : []),
    ...containers.flatMap((container, index) =>
      containerErrors(container, `${at}.containers[${index}]`, names, volumes),
    ),
    ...listOf(spec.initContainers).flatMap((container, index) =>
      containerErrors(container, `${at}.initContainers[${index}]`, names, volumes),
    ),
    ...volumeErrors(listOf(spec.volumes), `${at}.volumes`),
  ];
  const policies = restartPolicies ?? ['Always', 'OnFailure', 'Never'];
  if (!policies.includes(textOf(spec.restartPolicy))) {
    errors.push(unsupportedValue(`${at}.restartPolicy`, spec.restartPolicy, policies));
  }
  if (numberOf(spec.terminationGracePeriodSeconds) < 0) {
    errors.push(
      invalidValue(`${at}.terminationGracePeriodSeconds`, spec.terminationGracePeriodSeconds, 'must be non-negative'),
    );
  }
  return errors;
}

function containerErrors(
  container: Fields,
  at: string,
  names: Set<string>,
  volumes: ReadonlySet<string>,
): FieldError[] {
  const name = textOf(container.name);
  const errors: FieldError[] = [];
  if (name === '') errors.push(required(`${at}.name`));
  else if (!LABEL.test(name)) errors.push(invalidValue(`${at}.name`, name, LABEL_WORDS));
  else if (names.has(name)) errors.push(duplicate(`${at}.name`, name));
  names.add(name);
  const image = textOf(container.image);
  if (image === '') errors.push(required(`${at}.image`));
  else if (image !== image.trim())
    errors.push(invalidValue(`${at}.image`, image, 'must not have leading or trailing whitespace'));
  return [
    ...errors,
    ...pullPolicyErrors(container, at),
    ...portErrors(listOf(container.ports), `${at}.ports`),
    ...environmentErrors(listOf(container.env), `${at}.env`),
    ...listOf(container.volumeMounts).flatMap((mount, index) =>
      mountErrors(mount, `${at}.volumeMounts[${index}]`, volumes),
    ),
    ...PROBES.flatMap((probe) => probeErrors(fieldsOf(container[probe]), `${at}.${probe}`)),
    ...resourceErrors(fieldsAt(container, 'resources'), `${at}.resources`),
  ];
}

function pullPolicyErrors({ imagePullPolicy }: Fields, at: string): FieldError[] {
  const policies = ['Always', 'IfNotPresent', 'Never'];
  return policies.includes(textOf(imagePullPolicy))
    ? []
    : [unsupportedValue(`${at}.imagePullPolicy`, imagePullPolicy, policies)];
}

function portErrors(ports: readonly Fields[], at: string): FieldError[] {
  const names = new Set<string>();
  return ports.flatMap((port, index) => {
    const errors = portNumberErrors(port.containerPort, `${at}[${index}].containerPort`);
    const name = textOf(port.name);
    if (
      name !== '' &&
      (name.length > 15 || !/^(?!.*--)[a-z0-9]([-a-z0-9]*[a-z0-9])?$/.test(name) || !/[a-z]/.test(name))
    ) {
      errors.push(
        invalidValue(
          `${at}[${index}].name`,
          name,
          'must contain only alpha-numeric characters (a-z, 0-9), and hyphens (-), at least one letter, and no more than 15 characters',
        ),
      );
    }
    if (name !== '' && names.has(name)) errors.push(duplicate(`${at}[${index}].name`, name));
    names.add(name);
    if (!PROTOCOLS.includes(textOf(port.protocol)))
      errors.push(unsupportedValue(`${at}[${index}].protocol`, port.protocol, PROTOCOLS));
    return errors;
  });
}

export const PROTOCOLS = ['SCTP', 'TCP', 'UDP'];

export function portNumberErrors(port: unknown, at: string): FieldError[] {
  if (port === undefined) return [required(at)];
  const good = typeof port === 'number' && port >= 1 && port <= 65_535;
  return good ? [] : [invalidValue(at, port, 'must be between 1 and 65535, inclusive')];
}

function environmentErrors(variables: readonly Fields[], at: string): FieldError[] {
  return variables.flatMap((variable, index) => {
    const name = textOf(variable.name);
    if (name === '') return [required(`${at}[${index}].name`)];
    const sources = Object.keys(fieldsOf(variable.valueFrom) ?? {});
    const errors: FieldError[] = [];
    // oxlint-disable-next-line no-control-regex -- printable ASCII but "=", as Kubernetes has it
    if (!/^[\x20-\x3c\x3e-\x7e]+$/.test(name)) {
      errors.push(
        invalidValue(
          `${at}[${index}].name`,
          name,
          `a valid environment variable name must consist only of printable ASCII characters other than '='`,
        ),
      );
    }
    if (variable.valueFrom !== undefined && textOf(variable.value) !== '') {
      errors.push(invalidValue(`${at}[${index}].valueFrom`, '', 'may not be specified when `value` is not empty'));
    }
    if (variable.valueFrom !== undefined && sources.length !== 1) {
      errors.push(
        invalidValue(
          `${at}[${index}].valueFrom`,
          '',
          sources.length === 0
            ? 'must specify one of: `fieldRef`, `resourceFieldRef`, `configMapKeyRef` or `secretKeyRef`'
            : 'may not have more than one field specified at a time',
        ),
      );
    }
    return errors;
  });
}

function mountErrors(mount: Fields, at: string, volumes: ReadonlySet<string>): FieldError[] {
  const name = textOf(mount.name);
  return [
    ...(name === '' ? [required(`${at}.name`)] : volumes.has(name) ? [] : [notFoundValue(`${at}.name`, name)]),
    ...(textOf(mount.mountPath) === '' ? [required(`${at}.mountPath`)] : []),
  ];
}

function volumeErrors(volumes: readonly Fields[], at: string): FieldError[] {
  const names = new Set<string>();
  return volumes.flatMap((volume, index) => {
    const name = textOf(volume.name);
    const errors: FieldError[] = [];
    if (name === '') errors.push(required(`${at}[${index}].name`));
    else if (!LABEL.test(name)) errors.push(invalidValue(`${at}[${index}].name`, name, LABEL_WORDS));
    else if (names.has(name)) errors.push(duplicate(`${at}[${index}].name`, name));
    names.add(name);
    const [, second] = Object.keys(volume).filter((field) => field !== 'name');
    if (second !== undefined)
      errors.push({
        field: `${at}[${index}].${second}`,
        reason: 'FieldValueForbidden',
        message: 'Forbidden: may not specify more than 1 volume type',
      });
    return errors;
  });
}

function probeErrors(probe: Fields | undefined, at: string): FieldError[] {
  if (!probe) return [];
  const handlers = HANDLERS.filter((handler) => probe[handler] !== undefined);
  const errors: FieldError[] = [];
  if (handlers.length === 0) errors.push(required(at, 'must specify a handler type'));
  if (handlers.length > 1)
    errors.push({
      field: `${at}.${handlers[1]}`,
      reason: 'FieldValueForbidden',
      message: 'Forbidden: may not specify more than 1 handler type',
    });
  for (const field of [
    'initialDelaySeconds',
    'timeoutSeconds',
    'periodSeconds',
    'successThreshold',
    'failureThreshold',
  ]) {
    if (numberOf(probe[field]) < 0)
      errors.push(invalidValue(`${at}.${field}`, probe[field], 'must be greater than or equal to 0'));
  }
  if (numberOf(probe.successThreshold) !== 1 && !at.endsWith('readinessProbe')) {
    errors.push(invalidValue(`${at}.successThreshold`, probe.successThreshold, 'must be 1'));
  }
  return errors;
}

function resourceErrors(resources: Fields, at: string): FieldError[] {
  const [requests, limits] = [fieldsAt(resources, 'requests'), fieldsAt(resources, 'limits')];
  return Object.entries(requests).flatMap(([name, value]) => {
    const [wanted, most] = [parseQuantity(textOf(value)), parseQuantity(textOf(limits[name]))];
    if (!wanted || !most || wanted.nanos <= most.nanos) return [];
    return [
      invalidValue(`${at}.requests`, value, `must be less than or equal to ${name} limit of ${textOf(limits[name])}`),
    ];
  });
}
