import { qualifiedKind, qualifiedName, type Resource } from '../resources/resource.ts';
import type { StatusFailure } from './object-store.ts';

/** An Error that carries what an API server answers as a `Status`. */
export type StatusError = Error & StatusFailure;

/** A mistake in one field, in Kubernetes' own words. */
export interface FieldError {
  readonly field: string;
  /** FieldValueInvalid, FieldValueRequired, FieldValueForbidden, FieldValueNotSupported, FieldValueDuplicate … */
  readonly reason: string;
  /** Without the field: `Invalid value: "x": must …`. */
  readonly message: string;
}

export function statusFailure(
  code: number,
  reason: string,
  message: string,
  details?: Readonly<Record<string, unknown>>,
): StatusError {
  return Object.assign(new Error(message), { name: 'StatusFailure', code, reason, ...(details ? { details } : {}) });
}

export function isStatusFailure(error: unknown): error is StatusError {
  return error instanceof Error && 'reason' in error && 'code' in error && typeof error.code === 'number';
}

export function notFound(resource: Resource, name: string): StatusError {
  return statusFailure(404, 'NotFound', `${qualifiedName(resource)} "${name}" not found`, detailsOf(resource, name));
}

export function alreadyExists(resource: Resource, name: string): StatusError {
  const message = `${qualifiedName(resource)} "${name}" already exists`;
  return statusFailure(409, 'AlreadyExists', message, detailsOf(resource, name));
}

export function conflict(resource: Resource, name: string, why: string): StatusError {
  const message = `Operation cannot be fulfilled on ${qualifiedName(resource)} "${name}": ${why}`;
  return statusFailure(409, 'Conflict', message, detailsOf(resource, name));
}

export function forbidden(resource: Resource, name: string, why: string): StatusError {
  const message = `${qualifiedName(resource)} "${name}" is forbidden: ${why}`;
  return statusFailure(403, 'Forbidden', message, detailsOf(resource, name));
}

export function badRequest(message: string): StatusError {
  return statusFailure(400, 'BadRequest', message);
}

export function expired(message: string): StatusError {
  return statusFailure(410, 'Expired', message);
}

export function invalid(resource: Resource, name: string, errors: readonly FieldError[]): StatusError {
  const lines = errors.map((error) => `${error.field}: ${error.message}`);
  const all = lines.length === 1 ? lines[0] : `[${lines.join(', ')}]`;
  const details = {
    ...detailsOf(resource, name),
    kind: resource.kind,
    causes: errors.map(({ field, reason, message }) => ({ reason, message, field })),
  };
  return statusFailure(422, 'Invalid', `${qualifiedKind(resource)} "${name}" is invalid: ${all}`, details);
}

function detailsOf(resource: Resource, name: string): Record<string, unknown> {
  return { name, ...(resource.group === '' ? {} : { group: resource.group }), kind: resource.plural };
}
