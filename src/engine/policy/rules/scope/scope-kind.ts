import { WORKLOAD_KINDS } from '../../../manifest/generate/generate-projects.ts';
import { ARGO_KINDS, CLUSTER_KINDS, ENTRY_KINDS, RIGHTS_KINDS } from '../../kinds.ts';
import { objectName } from '../../object-name.ts';
import { defineRule } from '../../rule.ts';

const OTHER_RULES = [ARGO_KINDS, CLUSTER_KINDS, ENTRY_KINDS, RIGHTS_KINDS, new Set(['Secret'])];

/** What the Argo CD project lists; a kind that nobody knows is refused like one that is known to be wrong. */
export const scopeKind = defineRule({
  id: 'scope-kind',
  group: 'scope',
  severity: 'error',
  scope: 'rendered',
  evaluate: ({ object, place }) => {
    const group = object.apiVersion.includes('/') ? (object.apiVersion.split('/', 1)[0] ?? '') : '';
    const isListed = WORKLOAD_KINDS.some((listed) => listed.group === group && listed.kind === object.kind);
    if (isListed || OTHER_RULES.some((kinds) => kinds.has(object.kind))) return [];
    const allowed = WORKLOAD_KINDS.map(({ kind }) => kind);
    return [
      { place: place(['kind']), parameters: { object: objectName(object), apiVersion: object.apiVersion, allowed } },
    ];
  },
});
