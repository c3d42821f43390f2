import { listOf, readField, shownOf } from '../../../manifest/read-field.ts';
import { ENTRY_KINDS } from '../../kinds.ts';
import { objectName } from '../../object-name.ts';
import { defineRule } from '../../rule.ts';

export const netServiceType = defineRule({
  id: 'net-service-type',
  group: 'network',
  severity: 'error',
  scope: 'rendered',
  evaluate: ({ object, place }) => {
    if (ENTRY_KINDS.has(object.kind))
      return [{ place: place(['kind']), parameters: { object: objectName(object), type: object.kind } }];
    if (object.kind !== 'Service') return [];
    const type = readField(object, ['spec', 'type']) ?? 'ClusterIP';
    const isOpen = type !== 'ClusterIP' || listOf(readField(object, ['spec', 'externalIPs'])).length > 0;
    const shown = type === 'ClusterIP' ? 'externalIPs' : shownOf(type);
    return isOpen ? [{ place: place(['spec', 'type']), parameters: { object: objectName(object), type: shown } }] : [];
  },
});
