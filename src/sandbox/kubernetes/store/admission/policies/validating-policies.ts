import { fieldsAt, fieldsOf, textOf, type Fields } from '../../../resources/fields.ts';
import { qualifiedName } from '../../../resources/resource.ts';
import { resourceOfKind } from '../../../resources/resource-table.ts';
import type { KubernetesObject } from '../../object-store.ts';
import { statusFailure, type StatusError } from '../../status-failure.ts';
import type { AdmissionRequest } from '../admission.ts';
import { compilePolicy, type CompiledPolicy } from './compiled-policy.ts';
import { celValue } from './cel-values.ts';
import { evaluatePolicy, variablesOf, type Denial, type Variables } from './evaluate-policy.ts';
import { matchesResources, textsOf } from './match-resources.ts';

export const POLICY = 'ValidatingAdmissionPolicy';
export const BINDING = 'ValidatingAdmissionPolicyBinding';
const CODES = new Map([
  ['Unauthorized', 401],
  ['Forbidden', 403],
  ['RequestEntityTooLarge', 413],
]);

/** Asks every policy that is bound and about this write. They cannot be about policies themselves, as in Kubernetes. */
export function validatingPolicies(request: AdmissionRequest): void {
  const { resource, store } = request;
  if (resource.kind === POLICY || resource.kind === BINDING) return;
  let shared: Variables | undefined;
  const variables = () => (shared ??= variablesOf(request));
  for (const binding of store.list(BINDING)) {
    const spec = fieldsAt(binding, 'spec');
    const policy = store.get(POLICY, undefined, textOf(spec.policyName));
    if (!policy || !textsOf(spec.validationActions).includes('Deny')) continue;
    const denial = judge(compilePolicy(policy), spec, request, variables);
    if (denial) throw denied(request, policy, binding, denial);
  }
}

function judge(
  policy: CompiledPolicy,
  binding: Fields,
  request: AdmissionRequest,
  variables: () => Variables,
): Denial | undefined {
  const matches =
    matchesResources(policy.matchConstraints ?? {}, request) &&
    matchesResources(fieldsOf(binding.matchResources), request);
  if (!matches) return undefined;
  if (policy.paramKind === '') return evaluatePolicy(policy, variables());
  const reference = fieldsAt(binding, 'paramRef');
  const params = paramsOf(policy.paramKind, reference, request);
  if (params) return evaluatePolicy(policy, { ...variables(), params: celValue(params) });
  if (reference.parameterNotFoundAction === 'Allow') return undefined;
  const message = 'failed to configure binding: no params found for policy binding with `Deny` parameterNotFoundAction';
  return { reason: 'Invalid', message };
}

/** Of any kind that the sandbox has, by name. */
function paramsOf(kind: string, reference: Fields, { store, object }: AdmissionRequest): KubernetesObject | undefined {
  const resource = resourceOfKind(kind);
  const namespace = textOf(reference.namespace) || object.metadata.namespace;
  return resource && store.get(kind, resource.namespaced ? namespace : undefined, textOf(reference.name));
}

function denied(
  { resource, object }: AdmissionRequest,
  policy: KubernetesObject,
  binding: KubernetesObject,
  { reason, message }: Denial,
): StatusError {
  const { name } = object.metadata;
  const cause = `ValidatingAdmissionPolicy '${policy.metadata.name}' with binding '${binding.metadata.name}' denied request: ${message}`;
  return statusFailure(
    CODES.get(reason) ?? 422,
    reason,
    `${qualifiedName(resource)} "${name}" is forbidden: ${cause}`,
    {
      name,
      ...(resource.group === '' ? {} : { group: resource.group }),
      kind: resource.plural,
      causes: [{ message: cause }],
    },
  );
}
