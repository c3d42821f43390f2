import { namespaceOf } from '../../../../domain/lounge-config.ts';
import { workloadNamespaces } from '../../../manifest/generate/generate-projects.ts';
import { parseOverlayFolder } from '../../../manifest/layout.ts';
import { CLUSTER_KINDS } from '../../kinds.ts';
import { objectName } from '../../object-name.ts';
import { defineRule } from '../../rule.ts';

export const scopeNamespace = defineRule({
  id: 'scope-namespace',
  group: 'scope',
  severity: 'error',
  scope: 'rendered',
  evaluate: ({ object, overlay, place }, { config }) => {
    const namespace = object.metadata.namespace;
    if (namespace === undefined || CLUSTER_KINDS.has(object.kind)) return [];
    const environment = parseOverlayFolder(overlay)?.environment;
    const isKnown = environment !== undefined && Object.hasOwn(config.environments, environment);
    const allowed = isKnown ? [namespaceOf(config, environment)] : workloadNamespaces(config);
    if (allowed.includes(namespace)) return [];
    const parameters = { object: objectName(object), namespace, allowed, expected: allowed[0] };
    return [{ place: place(['metadata', 'namespace']), parameters, key: namespace }];
  },
});
