import { beforeEach, describe, expect, test } from 'vitest';
import { actingAs } from '../../acting-as.ts';
import type { OpenObjectStore } from '../../memory-store.ts';
import type { KubernetesObject } from '../../object-store.ts';
import { configMap, CONFIG_MAPS, guardWith, only, policyStore, refusal, type Spec } from './testing/policy-store.ts';

let store: OpenObjectStore;
beforeEach(async () => {
  store = await policyStore();
});
const guard = (spec: Spec, binding: Spec = {}) => guardWith(store, spec, binding);

describe('a denial', () => {
  test('is said in the words of Kubernetes', () => {
    guard(only("object.data.mode == 'safe'", { message: 'write mode: safe' }));
    store.create(configMap({ mode: 'safe' }, { name: 'good' }));
    const why = "ValidatingAdmissionPolicy 'p' with binding 'b' denied request: write mode: safe";
    expect(refusal(() => store.create(configMap({ mode: 'wild' })))).toMatchObject({
      code: 422,
      reason: 'Invalid',
      message: `configmaps "web" is forbidden: ${why}`,
      details: { name: 'web', kind: 'configmaps', causes: [{ message: why }] },
    });
    expect(store.get('ConfigMap', 'team', 'web')).toBeUndefined();
  });

  test.each<[string, Spec, string]>([
    ['the message', { message: ' m ' }, 'm'],
    ['a message that is computed', { message: 'm', messageExpression: "'no ' + object.metadata.name" }, 'no web'],
    ['one that cannot be computed', { message: 'm', messageExpression: 'object.nothing' }, 'm'],
    ['none', {}, 'failed expression: false'],
  ])('says %s', (_, more, text) => {
    guard(only('false', more));
    expect(refusal(() => store.create(configMap({}))).message).toMatch(new RegExp(`denied request: ${text}$`));
  });

  test('has the code of its reason', () => {
    guard(only('false', { reason: 'Forbidden' }));
    expect(refusal(() => store.create(configMap({})))).toMatchObject({ code: 403, reason: 'Forbidden' });
  });

  test('is given on a dry run too', () => {
    guard(only('false'));
    expect(refusal(() => store.create(configMap({}), { dryRun: true })).code).toBe(422);
  });
});

describe('what an expression sees', () => {
  const by = (username: string) => actingAs(store, { username, groups: ['g'] });
  test.each<[string, string]>([
    ['the object', "object.data.a == '1' && object.metadata.name == 'web'"],
    ['no old object on CREATE', 'oldObject == null'],
    ['who writes', "request.userInfo.username == 'ada' && 'g' in request.userInfo.groups"],
    [
      'what is written',
      "request.operation == 'CREATE' && request.resource.resource == 'configmaps' && request.kind.kind == 'ConfigMap'",
    ],
    [
      'where',
      "request.namespace == 'team' && request.name == 'web' && namespaceObject.metadata.labels.guarded == 'yes'",
    ],
    ['an optional field', "object.?spec.?x.orValue('none') == 'none' && !has(object.spec)"],
    ['numbers as whole ones', 'object.metadata.generation == 1 || !has(object.metadata.generation)'],
    ['what the writer may', "authorizer.group('').resource('secrets').namespace('team').check('get').allowed()"],
    ['variables, with those before', 'variables.second'],
  ])('%s', (_, expression) => {
    const variables = [
      { name: 'first', expression: 'object.data.a' },
      { name: 'second', expression: "variables.first == '1'" },
      { name: 'unused', expression: 'object.nothing.at.all' },
    ];
    guard({ variables, ...only(expression) });
    expect(by('ada').create(configMap({ a: '1' })).metadata.name).toBe('web');
  });

  test('the object before an update', () => {
    guard(only('oldObject == null || object.data == oldObject.data', { message: 'no change' }));
    const made = store.create(configMap({ a: '1' }));
    store.update({ ...made, metadata: { ...made.metadata, labels: { x: 'y' } } });
    expect(refusal(() => store.update(configMap({ a: '2' }))).message).toContain('no change');
  });

  test('only what was there on a delete', () => {
    guard({
      matchConstraints: { resourceRules: [{ ...CONFIG_MAPS, operations: ['DELETE'] }] },
      ...only("object == null && oldObject.data.a != '1'"),
    });
    store.create(configMap({ a: '1' }));
    expect(refusal(() => store.remove('ConfigMap', 'team', 'web')).code).toBe(422);
  });

  test('parameters by name', () => {
    store.create(configMap({ most: '2' }, { name: 'limits', namespace: 'default' }));
    guard(
      { paramKind: { apiVersion: 'v1', kind: 'ConfigMap' }, ...only('size(object.data) <= int(params.data.most)') },
      { paramRef: { name: 'limits', namespace: 'default', parameterNotFoundAction: 'Deny' } },
    );
    store.create(configMap({ a: '1' }, { name: 'small' }));
    expect(refusal(() => store.create(configMap({ a: '1', b: '2', c: '3' }))).code).toBe(422);
    store.remove('ConfigMap', 'default', 'limits');
    expect(refusal(() => store.create(configMap({}))).message).toContain('no params found');
  });
});

describe('which writes it is about', () => {
  const denied = (write: () => unknown) => {
    try {
      write();
      return false;
    } catch {
      return true;
    }
  };
  test.each<[string, Spec, Spec, boolean]>([
    ['all of the kind', {}, {}, true],
    ['another kind', { matchConstraints: { resourceRules: [{ ...CONFIG_MAPS, resources: ['secrets'] }] } }, {}, false],
    [
      'any kind',
      { matchConstraints: { resourceRules: [{ ...CONFIG_MAPS, apiGroups: ['*'], resources: ['*'] }] } },
      {},
      true,
    ],
    [
      'its subresource',
      { matchConstraints: { resourceRules: [{ ...CONFIG_MAPS, resources: ['configmaps/status'] }] } },
      {},
      false,
    ],
    [
      'another operation',
      { matchConstraints: { resourceRules: [{ ...CONFIG_MAPS, operations: ['UPDATE'] }] } },
      {},
      false,
    ],
    ['a name', { matchConstraints: { resourceRules: [{ ...CONFIG_MAPS, resourceNames: ['other'] }] } }, {}, false],
    [
      'excluded',
      { matchConstraints: { resourceRules: [CONFIG_MAPS], excludeResourceRules: [CONFIG_MAPS] } },
      {},
      false,
    ],
    [
      'the namespaces of a binding',
      {},
      { matchResources: { namespaceSelector: { matchLabels: { guarded: 'yes' } } } },
      true,
    ],
    ['other namespaces', {}, { matchResources: { namespaceSelector: { matchLabels: { guarded: 'no' } } } }, false],
    [
      'namespaces by name',
      {},
      {
        matchResources: {
          namespaceSelector: {
            matchExpressions: [{ key: 'kubernetes.io/metadata.name', operator: 'In', values: ['team'] }],
          },
        },
      },
      true,
    ],
    ['objects by label', {}, { matchResources: { objectSelector: { matchLabels: { app: 'web' } } } }, false],
    ['only for an audit', {}, { validationActions: ['Audit'] }, false],
    ['a policy that is not there', {}, { policyName: 'other' }, false],
    [
      'a condition that holds',
      { matchConditions: [{ name: 'c', expression: "object.metadata.name == 'web'" }] },
      {},
      true,
    ],
    ['one that does not', { matchConditions: [{ name: 'c', expression: "object.metadata.name == 'x'" }] }, {}, false],
    ['one that cannot be asked', { matchConditions: [{ name: 'c', expression: 'object.nothing' }] }, {}, true],
    [
      'and may fail',
      { failurePolicy: 'Ignore', matchConditions: [{ name: 'c', expression: 'object.nothing' }] },
      {},
      false,
    ],
  ])('%s', (_, policy, binding, expected) => {
    guard({ ...only('false'), ...policy }, binding);
    expect(denied(() => store.create(configMap({})))).toBe(expected);
  });

  test('an expression that cannot be evaluated refuses, unless the policy may fail', () => {
    guard(only('object.nothing == 1'));
    const { message } = refusal(() => store.create(configMap({})));
    expect(message).toContain("expression 'object.nothing == 1' resulted in error: no such key: nothing");
    const policy = store.get('ValidatingAdmissionPolicy', undefined, 'p') as KubernetesObject;
    store.update({ ...policy, spec: { ...(policy.spec as object), failurePolicy: 'Ignore' } });
    expect(denied(() => store.create(configMap({})))).toBe(false);
  });

  test('never policies themselves', () => {
    guard({
      matchConstraints: {
        resourceRules: [{ apiGroups: ['*'], apiVersions: ['*'], operations: ['*'], resources: ['*'] }],
      },
      ...only('false'),
    });
    expect(denied(() => store.create(configMap({})))).toBe(true);
    expect(denied(() => store.remove('ValidatingAdmissionPolicy', undefined, 'p'))).toBe(false);
  });
});
