import { readField, recordOf } from '../../../manifest/read-field.ts';
import { podLabelsOf } from '../../../manifest/pod-spec.ts';
import { objectName } from '../../object-name.ts';
import { defineRule } from '../../rule.ts';

const KINDS = new Set(['Deployment', 'StatefulSet', 'DaemonSet', 'ReplicaSet']);

export const schemaSelectorMismatch = defineRule({
  id: 'schema-selector-mismatch',
  group: 'schema',
  severity: 'error',
  scope: 'rendered',
  evaluate: ({ object, place }) => {
    if (!KINDS.has(object.kind)) return [];
    const selector = Object.entries(recordOf(readField(object, ['spec', 'selector', 'matchLabels'])));
    const labels = podLabelsOf(object);
    const missing = selector.filter(([name, value]) => !Object.hasOwn(labels, name) || labels[name] !== value);
    const isEmpty = selector.length === 0 && readField(object, ['spec', 'selector', 'matchExpressions']) === undefined;
    if (missing.length === 0 && !isEmpty) return [];
    const shown = missing.map(([name, value]) => `${name}=${String(value)}`).join(', ') || '{}';
    return [{ place: place(['spec', 'selector']), parameters: { object: objectName(object), selector: shown } }];
  },
});
