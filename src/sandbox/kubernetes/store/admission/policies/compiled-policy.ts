import { fieldsAt, fieldsOf, listOf, textOf, type Fields } from '../../../resources/fields.ts';
import type { KubernetesObject } from '../../object-store.ts';
import { compileExpression, type CelProgram } from './cel-program.ts';

export interface Named {
  readonly name: string;
  readonly expression: string;
  readonly program: CelProgram;
}

export interface Validation {
  readonly expression: string;
  readonly program: CelProgram;
  readonly message: string;
  readonly messageProgram?: CelProgram;
  readonly reason: string;
}

export interface CompiledPolicy {
  readonly name: string;
  readonly matchConstraints: Fields | undefined;
  /** Kind of the object that a binding names as `params`; empty without one. */
  readonly paramKind: string;
  /** Whether an expression that cannot be evaluated refuses the write. */
  readonly failsClosed: boolean;
  readonly matchConditions: readonly Named[];
  readonly variables: readonly Named[];
  readonly validations: readonly Validation[];
  /** A policy with one is refused when it is written; one that is there all the same fails when it is asked. */
  readonly mistakes: readonly PolicyMistake[];
}

/** An expression that cannot be compiled: where it stands, and why. */
export interface PolicyMistake {
  readonly field: string;
  readonly message: string;
}

const compiled = new WeakMap<KubernetesObject, CompiledPolicy>();

/** Compiled once for each stored object. */
export function compilePolicy(policy: KubernetesObject): CompiledPolicy {
  const known = compiled.get(policy);
  if (known) return known;
  const spec = fieldsAt(policy, 'spec');
  const mistakes: PolicyMistake[] = [];
  const compile: Compile = (field, expression, type) => compileOrNote(mistakes, field, expression, type);
  const made: CompiledPolicy = {
    name: policy.metadata.name,
    matchConstraints: fieldsOf(spec.matchConstraints),
    paramKind: textOf(fieldsAt(spec, 'paramKind').kind),
    failsClosed: spec.failurePolicy !== 'Ignore',
    matchConditions: named(compile, spec.matchConditions, 'spec.matchConditions', 'bool'),
    variables: named(compile, spec.variables, 'spec.variables', 'dyn'),
    validations: listOf(spec.validations).map((item, index) => validationOf(compile, item, index)),
    mistakes,
  };
  if (Object.isFrozen(policy)) compiled.set(policy, made);
  return made;
}

type Compile = (field: string, expression: string, type: 'bool' | 'string' | 'dyn') => CelProgram;

function named(compile: Compile, list: unknown, field: string, type: 'bool' | 'dyn'): Named[] {
  return listOf(list).map((item, index) => {
    const expression = textOf(item.expression);
    return {
      name: textOf(item.name),
      expression,
      program: compile(`${field}[${index}].expression`, expression, type),
    };
  });
}

function validationOf(compile: Compile, item: Fields, index: number): Validation {
  const field = `spec.validations[${index}]`;
  const expression = textOf(item.expression).trim();
  const messageExpression = textOf(item.messageExpression).trim();
  return {
    expression,
    program: compile(`${field}.expression`, expression, 'bool'),
    message: textOf(item.message).trim(),
    reason: textOf(item.reason) || 'Invalid',
    ...(messageExpression === ''
      ? {}
      : { messageProgram: compile(`${field}.messageExpression`, messageExpression, 'string') }),
  };
}

function compileOrNote(
  mistakes: PolicyMistake[],
  field: string,
  expression: string,
  type: 'bool' | 'string' | 'dyn',
): CelProgram {
  try {
    if (expression === '') throw new Error('expression is not specified');
    return compileExpression(expression, type);
  } catch (error) {
    const why = error instanceof Error ? (error.message.split('\n', 1)[0] ?? '') : '';
    const message = `Invalid value: ${JSON.stringify(expression)}: ${why}`;
    mistakes.push({ field, message });
    return () => {
      throw new Error(message);
    };
  }
}
