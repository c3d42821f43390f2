import { CLUSTER_KINDS, RIGHTS_KINDS } from '../../kinds.ts';
import { objectName } from '../../object-name.ts';
import { defineRule } from '../../rule.ts';

export const scopeClusterResource = defineRule({
  id: 'scope-cluster-resource',
  group: 'scope',
  severity: 'error',
  scope: 'rendered',
  evaluate: ({ object, place }) => {
    if (!CLUSTER_KINDS.has(object.kind) || RIGHTS_KINDS.has(object.kind)) return [];
    return [{ place: place(['kind']), parameters: { object: objectName(object) } }];
  },
});
