import { expect, it } from 'vitest';
import { parseAllDocuments } from 'yaml';
import { grantFor } from './grant-for.ts';

const documents = async (message: string) =>
  parseAllDocuments(await grantFor(message)).map((document) => document.toJS() as Record<string, unknown>);

it('grants a verb in a namespace to a ServiceAccount', async () => {
  const [role, binding] = await documents(
    'pods "a" is forbidden: User "system:serviceaccount:shop:lounge-qa" cannot create resource "pods/exec" in API group "" in the namespace "shop"',
  );
  expect(role).toMatchObject({
    kind: 'Role',
    metadata: { name: 'lounge-create-pods-exec', namespace: 'shop' },
    rules: [{ apiGroups: [''], resources: ['pods/exec'], verbs: ['create'] }],
  });
  expect(binding).toMatchObject({
    kind: 'RoleBinding',
    subjects: [{ kind: 'ServiceAccount', namespace: 'shop', name: 'lounge-qa' }],
  });
});

it('grants a verb on the whole cluster to a person', async () => {
  const [role, binding] = await documents(
    'users "x" is forbidden: User "kim@example.com" cannot impersonate resource "users" in API group "" at the cluster scope',
  );
  expect(role).toMatchObject({ kind: 'ClusterRole', rules: [{ resources: ['users'], verbs: ['impersonate'] }] });
  expect(binding).toMatchObject({ kind: 'ClusterRoleBinding', subjects: [{ kind: 'User', name: 'kim@example.com' }] });
});

it.each(['no', 'User "a" may not', 'User "a" cannot get path "/metrics"'])('says nothing for: %s', async (message) => {
  expect(await grantFor(message)).toBe('');
});
