import { fieldsAt, fieldsOf, listOf, textOf, type Fields } from '../../../resources/fields.ts';
import type { KubernetesObject } from '../../object-store.ts';
import type { AdmissionRequest } from '../admission.ts';

/** Whether a write is among those that `matchConstraints` or `matchResources` describe. Nothing given: everything is. */
export function matchesResources(match: Fields | undefined, request: AdmissionRequest): boolean {
  if (match === undefined) return true;
  const rules = listOf(match.resourceRules);
  if (match.resourceRules !== undefined && !rules.some((rule) => matchesRule(rule, request))) return false;
  if (listOf(match.excludeResourceRules).some((rule) => matchesRule(rule, request))) return false;
  return namespaceMatches(match.namespaceSelector, request) && objectMatches(match.objectSelector, request);
}

function matchesRule(rule: Fields, { operation, resource, object }: AdmissionRequest): boolean {
  const name = operation === 'STATUS' ? `${resource.plural}/status` : resource.plural;
  const verb = operation === 'STATUS' ? 'UPDATE' : operation;
  const names = textsOf(rule.resourceNames);
  const scope = textOf(rule.scope) || '*';
  return (
    holds(rule.apiGroups, resource.group) &&
    holds(rule.apiVersions, resource.version) &&
    holds(rule.operations, verb) &&
    textsOf(rule.resources).some((pattern) => resourceMatches(pattern, name)) &&
    (names.length === 0 || names.includes(object.metadata.name)) &&
    (scope === '*' || (scope === 'Namespaced') === resource.namespaced)
  );
}

/** `pods`, `pods/status`, `pods/*`, `*` (everything but subresources), a star and a subresource, or two stars. */
function resourceMatches(pattern: string, name: string): boolean {
  const [resource = '', subresource = ''] = name.split('/');
  const [wanted = '', wantedSub] = pattern.split('/');
  if (wanted !== '*' && wanted !== resource) return false;
  return wantedSub === '*' || (wantedSub ?? '') === subresource;
}

function holds(patterns: unknown, value: string): boolean {
  return textsOf(patterns).some((pattern) => pattern === '*' || pattern === value);
}

/** Of the namespace that the object is in; a Namespace is asked itself, other kinds without a namespace always match. */
function namespaceMatches(selector: unknown, { resource, object, store }: AdmissionRequest): boolean {
  if (resource.kind === 'Namespace') return selectorHolds(selector, object.metadata.labels);
  const { namespace } = object.metadata;
  if (!resource.namespaced || namespace === undefined) return true;
  return selectorHolds(selector, store.get('Namespace', undefined, namespace)?.metadata.labels);
}

function objectMatches(selector: unknown, { operation, object, old }: AdmissionRequest): boolean {
  const objects: (KubernetesObject | undefined)[] = operation === 'DELETE' ? [old] : [object, old];
  return objects.some((one) => one !== undefined && selectorHolds(selector, one.metadata.labels));
}

function selectorHolds(selector: unknown, labels: Readonly<Record<string, string>> | undefined): boolean {
  const known = new Map(Object.entries(labels ?? {}));
  const equal = Object.entries(fieldsAt(selector, 'matchLabels')).every(([key, value]) => known.get(key) === value);
  return equal && listOf(fieldsOf(selector)?.matchExpressions).every((one) => expressionHolds(one, known));
}

function expressionHolds(expression: Fields, labels: ReadonlyMap<string, string>): boolean {
  const value = labels.get(textOf(expression.key));
  const values = textsOf(expression.values);
  switch (expression.operator) {
    case 'In':
      return value !== undefined && values.includes(value);
    case 'NotIn':
      return value === undefined || !values.includes(value);
    case 'Exists':
      return value !== undefined;
    case 'DoesNotExist':
      return value === undefined;
    default:
      return false;
  }
}

export function textsOf(value: unknown): string[] {
  return Array.isArray(value) ? value.filter((item): item is string => typeof item === 'string') : [];
}
