import { objectName } from '../../object-name.ts';
import { defineRule } from '../../rule.ts';

/** Removed up to Kubernetes 1.35, with what took their place. */
const REMOVED: ReadonlyMap<string, string> = new Map([
  ['extensions/v1beta1', 'apps/v1, or networking.k8s.io/v1 for Ingress and NetworkPolicy'],
  ['apps/v1beta1', 'apps/v1'],
  ['apps/v1beta2', 'apps/v1'],
  ['batch/v1beta1', 'batch/v1'],
  ['batch/v2alpha1', 'batch/v1'],
  ['policy/v1beta1', 'policy/v1'],
  ['networking.k8s.io/v1beta1', 'networking.k8s.io/v1'],
  ['autoscaling/v2beta1', 'autoscaling/v2'],
  ['autoscaling/v2beta2', 'autoscaling/v2'],
  ['rbac.authorization.k8s.io/v1beta1', 'rbac.authorization.k8s.io/v1'],
  ['storage.k8s.io/v1beta1', 'storage.k8s.io/v1'],
  ['discovery.k8s.io/v1beta1', 'discovery.k8s.io/v1'],
  ['scheduling.k8s.io/v1beta1', 'scheduling.k8s.io/v1'],
]);

export const schemaRemovedApi = defineRule({
  id: 'schema-removed-api',
  group: 'schema',
  severity: 'error',
  scope: 'rendered',
  evaluate: ({ object, place }) => {
    const replacement = REMOVED.get(object.apiVersion);
    if (replacement === undefined) return [];
    return [
      {
        place: place(['apiVersion']),
        parameters: { object: objectName(object), apiVersion: object.apiVersion, replacement },
      },
    ];
  },
});
