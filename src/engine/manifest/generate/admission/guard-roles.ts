import type { LoungeConfig } from '../../../../domain/lounge-config.ts';
import { argocdNamespaceOf, engineNamespaces } from '../engine-namespaces.ts';
import { AGENT_ROLES, roleAccount } from '../roles/role-account.ts';
import type { AdmissionPolicy } from './admission-policy.ts';
import { celList } from './cel-text.ts';

const REFRESH = 'argocd.argoproj.io/refresh';
const EVERY = ['CREATE', 'UPDATE', 'DELETE'] as const;
/** What an identity of the lounge could reach beyond its namespaces. */
const CLUSTER_RESOURCES = [
  { apiGroups: [''], resources: ['namespaces', 'persistentvolumes'] },
  { apiGroups: ['rbac.authorization.k8s.io'], resources: ['clusterroles', 'clusterrolebindings'] },
  { apiGroups: ['apiextensions.k8s.io'], resources: ['customresourcedefinitions'] },
  {
    apiGroups: ['admissionregistration.k8s.io'],
    resources: ['validatingwebhookconfigurations', 'mutatingwebhookconfigurations'],
  },
];

/** RBAC cannot say "one annotation only": whoever may patch an Application may change all of it. */
export function guardRefresh(config: LoungeConfig, engine: string): AdmissionPolicy {
  return {
    about: 'refresh',
    namespaces: [argocdNamespaceOf(config, engine)],
    rules: [{ apiGroups: ['*'], resources: ['*/*'], operations: EVERY, scope: 'Namespaced' }],
    conditions: [byRole(config, engine)],
    variables: [
      { name: 'before', expression: 'oldObject.metadata.?annotations.orValue({})' },
      { name: 'after', expression: 'object.metadata.?annotations.orValue({})' },
    ],
    checks: [
      {
        expression: `request.operation == 'UPDATE' && request.resource.group == 'argoproj.io' && request.resource.resource == 'applications'`,
        message: `The identities of the lounge ${config.name} may ask Argo CD for a refresh and change nothing. Commit the change instead: git is what Argo CD applies.`,
      },
      {
        expression: [
          ...['spec', 'operation', 'status'].map((part) => isSame(`?${part}`, '{}')),
          isSame('metadata.?labels', '{}'),
          ...['finalizers', 'ownerReferences'].map((part) => isSame(`metadata.?${part}`, '[]')),
        ].join(' && '),
        message: `The identities of the lounge ${config.name} may change the annotation ${REFRESH} of an Application and nothing else. Commit the change instead.`,
      },
      {
        expression: `variables.after.all(key, key == '${REFRESH}' || (key in variables.before && variables.before[key] == variables.after[key])) && variables.before.all(key, key == '${REFRESH}' || key in variables.after)`,
        message: `Only the annotation ${REFRESH} may be changed. Commit other changes instead.`,
      },
    ],
  };
}

/** In the lounge's own namespaces only the Secrets that the lounge manages are written directly. */
export function guardRoles(config: LoungeConfig, engine: string): AdmissionPolicy {
  return {
    about: 'roles',
    namespaces: engineNamespaces(config, engine),
    rules: [{ apiGroups: ['*'], resources: ['*/*'], operations: EVERY, scope: 'Namespaced' }],
    conditions: [byRole(config, engine)],
    checks: [
      {
        expression: `request.resource.group == '' && request.resource.resource == 'secrets' && request.?subResource.orValue('') == ''`,
        message: `The identities of the lounge ${config.name} write nothing but their Secrets into the cluster. Commit the change: Argo CD applies what is in git.`,
      },
      {
        expression: `object == null || object.?type.orValue('Opaque') in ['Opaque', 'kubernetes.io/dockerconfigjson']`,
        message: 'A Secret of this type would be filled with the token of a ServiceAccount. Use the type Opaque.',
      },
    ],
  };
}

/** Of what belongs to no namespace they write nothing. */
export function guardCluster(config: LoungeConfig, engine: string): AdmissionPolicy {
  return {
    about: 'cluster',
    rules: CLUSTER_RESOURCES.map((one) => ({ ...one, operations: EVERY, scope: 'Cluster' })),
    conditions: [byRole(config, engine)],
    checks: [
      {
        expression: 'false',
        message: `The identities of the lounge ${config.name} write nothing that belongs to the whole cluster. Ask an administrator of the cluster.`,
      },
    ],
  };
}

function isSame(part: string, none: string): string {
  return `object.${part}.orValue(${none}) == oldObject.${part}.orValue(${none})`;
}

function byRole(config: LoungeConfig, engine: string): { readonly name: string; readonly expression: string } {
  const names = AGENT_ROLES.map((role) => roleAccount(config, engine, role).username);
  return { name: 'by-a-role-of-the-lounge', expression: `request.userInfo.username in ${celList(names)}` };
}
