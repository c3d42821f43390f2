import { RIGHTS_KINDS } from '../../kinds.ts';
import { objectName } from '../../object-name.ts';
import { defineRule } from '../../rule.ts';

export const scopeRbacEscalation = defineRule({
  id: 'scope-rbac-escalation',
  group: 'scope',
  severity: 'error',
  scope: 'rendered',
  evaluate: ({ object, place }) =>
    RIGHTS_KINDS.has(object.kind) ? [{ place: place(['kind']), parameters: { object: objectName(object) } }] : [],
});
