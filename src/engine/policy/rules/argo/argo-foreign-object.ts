import { ARGO_KINDS } from '../../kinds.ts';
import { objectName } from '../../object-name.ts';
import { defineRule } from '../../rule.ts';

export const argoForeignObject = defineRule({
  id: 'argo-foreign-object',
  group: 'argo',
  severity: 'error',
  scope: 'rendered',
  evaluate: ({ object, place }) =>
    ARGO_KINDS.has(object.kind) ? [{ place: place(['kind']), parameters: { object: objectName(object) } }] : [],
});
