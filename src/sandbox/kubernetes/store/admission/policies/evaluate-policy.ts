import { textOf } from '../../../resources/fields.ts';
import type { AdmissionRequest } from '../admission.ts';
import { celValue } from './cel-values.ts';
import type { CompiledPolicy, Named, Validation } from './compiled-policy.ts';

/** Why a policy refuses a write. */
export interface Denial {
  readonly reason: string;
  readonly message: string;
}

/** What expressions see, by name. */
export type Variables = Readonly<Record<string, unknown>>;

/** What expressions see of a write, converted once for all policies. */
export function variablesOf(request: AdmissionRequest): Variables {
  const { operation, resource, object, old, store, user, dryRun } = request;
  const { name, namespace } = object.metadata;
  const kind = { group: resource.group, version: resource.version, kind: resource.kind };
  const place = { group: resource.group, version: resource.version, resource: resource.plural };
  return {
    object: operation === 'DELETE' ? null : celValue(object),
    oldObject: celValue(old ?? null),
    namespaceObject: celValue((namespace !== undefined && store.get('Namespace', undefined, namespace)) || null),
    params: null,
    request: celValue({
      kind,
      resource: place,
      requestKind: kind,
      requestResource: place,
      name,
      // As in Kubernetes, what is empty is not there.
      ...(namespace === undefined ? {} : { namespace }),
      ...(operation === 'STATUS' ? { subResource: 'status' } : {}),
      operation: operation === 'STATUS' ? 'UPDATE' : operation,
      userInfo: { username: user.username, groups: user.groups },
      dryRun: dryRun === true,
    }),
  };
}

/** The first validation that does not hold; undefined when all do, or when the policy is not about this write. */
export function evaluatePolicy(policy: CompiledPolicy, base: Variables): Denial | undefined {
  const applies = conditionsHold(policy, base);
  if (applies !== true) return applies === false ? undefined : failure(policy, applies);
  const variables = { ...base, variables: lazily(policy.variables, base) };
  for (const validation of policy.validations) {
    const denial = evaluateValidation(policy, validation, variables);
    if (denial) return denial;
  }
  return undefined;
}

function failure(policy: CompiledPolicy, message: string): Denial | undefined {
  return policy.failsClosed ? { reason: 'Invalid', message } : undefined;
}

/** One that is false decides, whatever the others say; else an error is what comes out. */
function conditionsHold({ matchConditions }: CompiledPolicy, base: Variables): boolean | string {
  let problem: string | undefined;
  for (const { name, program } of matchConditions) {
    try {
      if (program(base) !== true) return false;
    } catch (error) {
      problem ??= `failed to evaluate match condition '${name}': ${messageOf(error)}`;
    }
  }
  return problem ?? true;
}

function evaluateValidation(
  policy: CompiledPolicy,
  { expression, program, message, messageProgram, reason }: Validation,
  variables: Variables,
): Denial | undefined {
  try {
    if (program(variables) === true) return undefined;
  } catch (error) {
    return failure(policy, `expression '${expression}' resulted in error: ${messageOf(error)}`);
  }
  return { reason, message: said(messageProgram, variables) || message || `failed expression: ${expression}` };
}

/** A message that cannot be made, is empty or has several lines does not count. */
function said(program: Validation['messageProgram'], variables: Variables): string {
  if (!program) return '';
  try {
    const text = textOf(program(variables)).trim();
    return text.includes('\n') || text.length > 5 * 1024 ? '' : text;
  } catch {
    return '';
  }
}

/** Each is evaluated when first asked for, with those before it in sight. */
function lazily(named: readonly Named[], base: Variables): Variables {
  const known: Record<string, unknown> = Object.create(null) as Record<string, unknown>;
  for (const { name, program } of named) {
    let value: { readonly is: unknown } | undefined;
    Object.defineProperty(known, name, {
      enumerable: true,
      get: () => (value ??= { is: program({ ...base, variables: known }) }).is,
    });
  }
  return known;
}

function messageOf(error: unknown): string {
  return error instanceof Error ? error.message : String(error);
}
