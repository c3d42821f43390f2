import { podSpecOf, podSpecPath } from '../../../manifest/pod-spec.ts';
import { objectName } from '../../object-name.ts';
import { defineRule } from '../../rule.ts';

export const workloadServiceAccountToken = defineRule({
  id: 'workload-service-account-token',
  group: 'workload',
  severity: 'warning',
  scope: 'rendered',
  evaluate: ({ object, place }) => {
    const pod = podSpecOf(object);
    const path = podSpecPath(object.kind);
    if (!pod || !path || pod['automountServiceAccountToken'] === false) return [];
    return [{ place: place(path), parameters: { object: objectName(object) } }];
  },
});
