import { fieldsAt, fieldsOf, listOf, textOf, type Fields } from '../../../resources/fields.ts';
import type { FieldError } from '../../status-failure.ts';
import type { AdmissionRequest } from '../admission.ts';
import { compilePolicy } from './compiled-policy.ts';
import { textsOf } from './match-resources.ts';

const MOST = 64;
const NAME = /^[A-Za-z_][A-Za-z0-9_]*$/;
const ACTIONS = new Set(['Deny', 'Warn', 'Audit']);

/** What the API server refuses of a ValidatingAdmissionPolicy: above all expressions that do not compile. */
export function policyErrors({ object }: AdmissionRequest): FieldError[] {
  const spec = fieldsAt(object, 'spec');
  const constraints = fieldsOf(spec.matchConstraints);
  const errors = [
    ...(constraints ? [] : [required('spec.matchConstraints')]),
    ...(listOf(spec.validations).length + listOf(spec.auditAnnotations).length > 0
      ? []
      : [required('spec.validations', ': validations or auditAnnotations must contain at least one item')]),
    ...ruleErrors(listOf(constraints?.resourceRules), 'spec.matchConstraints.resourceRules'),
    ...['matchConditions', 'variables', 'validations'].flatMap((list) => lengthErrors(spec[list], `spec.${list}`)),
    ...nameErrors(listOf(spec.variables)),
  ];
  if (errors.length > 0) return errors;
  return compilePolicy(object).mistakes.map((mistake) => ({ ...mistake, reason: 'FieldValueInvalid' }));
}

function ruleErrors(rules: readonly Fields[], field: string): FieldError[] {
  if (rules.length === 0) return [required(field)];
  return rules.flatMap((rule, index) =>
    ['apiGroups', 'apiVersions', 'operations', 'resources'].flatMap((list) =>
      textsOf(rule[list]).length > 0 ? [] : [required(`${field}[${index}].${list}`)],
    ),
  );
}

function lengthErrors(list: unknown, field: string): FieldError[] {
  const { length } = listOf(list);
  if (length <= MOST) return [];
  return [{ field, reason: 'FieldValueTooMany', message: `Too many: ${length}: must have at most ${MOST} items` }];
}

function nameErrors(variables: readonly Fields[]): FieldError[] {
  return variables.flatMap(({ name }, index) => {
    const field = `spec.variables[${index}].name`;
    if (!NAME.test(textOf(name)))
      return [
        {
          field,
          reason: 'FieldValueInvalid',
          message: `Invalid value: ${JSON.stringify(name ?? '')}: name is not a valid CEL identifier`,
        },
      ];
    const isFirst = variables.findIndex((other) => other.name === name) === index;
    return isFirst
      ? []
      : [{ field, reason: 'FieldValueDuplicate', message: `Duplicate value: ${JSON.stringify(name)}` }];
  });
}

/** What the API server refuses of a binding, and what the sandbox does not do: parameters by a selector. */
export function bindingErrors({ object }: AdmissionRequest): FieldError[] {
  const spec = fieldsAt(object, 'spec');
  const actions = textsOf(spec.validationActions);
  const unknown = actions.filter((action) => !ACTIONS.has(action));
  return [
    ...(textOf(spec.policyName) === '' ? [required('spec.policyName')] : []),
    ...(actions.length === 0 ? [required('spec.validationActions')] : []),
    ...unknown.map((action) => ({
      field: 'spec.validationActions',
      reason: 'FieldValueNotSupported',
      message: `Unsupported value: ${JSON.stringify(action)}: supported values: "Audit", "Deny", "Warn"`,
    })),
    ...(fieldsOf(fieldsAt(spec, 'paramRef').selector)
      ? [
          {
            field: 'spec.paramRef.selector',
            reason: 'FieldValueForbidden',
            message: 'Forbidden: the sandbox takes parameters by name only',
          },
        ]
      : []),
  ];
}

function required(field: string, more = ''): FieldError {
  return { field, reason: 'FieldValueRequired', message: `Required value${more}` };
}
