import { beforeEach, describe, expect, test } from 'vitest';
import type { OpenObjectStore } from '../../memory-store.ts';
import { configMap, guardWith, only, policyStore, refusal, type Spec } from './testing/policy-store.ts';

let store: OpenObjectStore;
beforeEach(async () => {
  store = await policyStore();
});
const guard = (spec: Spec, binding: Spec = {}) => guardWith(store, spec, binding);

describe('a policy that is refused', () => {
  test.each<[string, Spec, string]>([
    ['syntax', only('object.'), 'spec.validations[0].expression: Invalid value: "object."'],
    ['an unknown variable', only('thing == 1'), 'Unknown variable: thing'],
    ['a type', only("'text'"), 'must evaluate to bool'],
    ['a function that the sandbox lacks', only('object.x.nonsense() == 1'), 'compilation failed'],
    ['nothing to check', {}, 'spec.validations: Required value'],
    ['no rules', { matchConstraints: {}, ...only('true') }, 'spec.matchConstraints.resourceRules: Required value'],
    ['a message that is no text', only('true', { messageExpression: '1' }), 'must evaluate to string'],
    [
      'two variables of one name',
      {
        variables: [
          { name: 'a', expression: '1' },
          { name: 'a', expression: '2' },
        ],
        ...only('true'),
      },
      'Duplicate value: "a"',
    ],
    ['a pattern without a bound', only("object.data.a.matches('^(a+)+$')"), 'its time has no bound'],
    ['a pattern that is computed', only('object.data.a.matches(object.data.b)'), 'as a literal only'],
    ['a text too long', only(`'${'x'.repeat(17_000)}' == object.data.a`), 'longer than'],
    ['too many validations', { validations: Array.from({ length: 65 }, () => ({ expression: 'true' })) }, 'Too many'],
  ])('%s', (_, spec, message) => {
    expect(refusal(() => guard(spec))).toMatchObject({ code: 422, message: expect.stringContaining(message) });
  });

  test.each<[string, Spec, string]>([
    ['no action', { validationActions: [] }, 'spec.validationActions: Required value'],
    ['an unknown action', { validationActions: ['Deny', 'Shout'] }, 'Unsupported value: "Shout"'],
    ['parameters by a selector', { paramRef: { selector: {} } }, 'by name only'],
  ])('a binding: %s', (_, binding, message) => {
    expect(refusal(() => guard(only('true'), binding)).message).toContain(message);
  });
});

describe('a hostile expression', () => {
  const many = Object.fromEntries(Array.from({ length: 400 }, (_, index) => [`k${index}`, 'v']));
  test.each([
    ['loops in loops', 'object.data.all(a, object.data.all(b, object.data.all(c, a + b + c != "")))'],
    [
      'loops whose failure is swallowed',
      'object.data.exists(a, object.data.exists(b, object.data.exists(c, a + b + c == ""))) || true',
    ],
    [
      'values that double',
      `${Array.from({ length: 20 }, (_, index) => `cel.bind(v${index + 1}, v${index} + v${index}, `)
        .join('')
        .replace('cel.bind(v1, v0 + v0', 'cel.bind(v1, ["a", "b"] + ["c"]')}size(v20) > 0${')'.repeat(20)}`,
    ],
  ])('%s ends early, and refuses', (_, expression) => {
    guard(only(expression));
    const start = performance.now();
    expect(refusal(() => store.create(configMap(many))).message).toContain('running out of cost budget');
    expect(performance.now() - start).toBeLessThan(2000);
  });
});
