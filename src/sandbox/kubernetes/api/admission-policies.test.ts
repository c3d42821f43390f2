import { afterAll, beforeAll, describe, expect, test } from 'vitest';
import { findKubectl } from '../../../../test/find-kubectl.ts';
import { startTestApi, type TestApi } from './testing/test-api.ts';

const POLICY = `apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicy
metadata:
  name: who
spec:
  matchConstraints:
    resourceRules:
      - { apiGroups: [""], apiVersions: [v1], operations: [CREATE], resources: [configmaps] }
  validations:
    - expression: request.userInfo.username == 'admin' || 'system:serviceaccounts:team' in request.userInfo.groups
      messageExpression: "'not for ' + request.userInfo.username"
---
apiVersion: admissionregistration.k8s.io/v1
kind: ValidatingAdmissionPolicyBinding
metadata:
  name: who
spec:
  policyName: who
  validationActions: [Deny]
`;

const program = await findKubectl();
if (program === undefined) console.warn('SKIPPED: admission policies by kubectl: there is no kubectl');

describe.skipIf(program === undefined)('admission policies by kubectl', () => {
  let api: TestApi;
  const kubectl = async (line: string, options: { input?: string; fails?: boolean } = {}) =>
    await api.kubectl(program ?? '', line.split(' '), options);
  beforeAll(async () => {
    api = await startTestApi();
    await kubectl('apply -f -', { input: POLICY });
  });
  afterAll(async () => await api?.stop());

  test('shows and explains them', async () => {
    expect(await kubectl('get validatingadmissionpolicies')).toMatch(
      /NAME +VALIDATIONS +PARAMKIND +AGE\nwho +1 +<unset>/,
    );
    expect(await kubectl('get validatingadmissionpolicybindings')).toMatch(
      /POLICYNAME +PARAMREF +AGE\nwho +who +<unset>/,
    );
    expect(await kubectl('explain validatingadmissionpolicy.spec.validations.expression')).toContain(
      'FIELD: expression <string>',
    );
  });

  test('applies them again without a change', async () => {
    expect(await kubectl('apply -f -', { input: POLICY })).toMatch(/unchanged[^]*unchanged/);
  });

  test('asks them about whom a user stands for', async () => {
    const make = 'create configmap a --from-literal=a=b --dry-run=server';
    expect(await kubectl(make)).toContain('created (server dry run)');
    expect(await kubectl(`${make} --as=system:serviceaccount:team:ada`)).toContain('created (server dry run)');
    expect(await kubectl(`${make} --as=bob`, { fails: true })).toContain(
      `configmaps "a" is forbidden: ValidatingAdmissionPolicy 'who' with binding 'who' denied request: not for bob`,
    );
    expect(await kubectl('auth whoami --as=bob --as-group=crew')).toMatch(/bob[^]*crew/);
  });

  test('says what is wrong with one', async () => {
    const broken = POLICY.replace("request.userInfo.username == 'admin'", 'request.userInfo.(');
    expect(await kubectl('apply -f -', { input: broken, fails: true })).toContain('spec.validations[0].expression');
  });
});
