import { namespaceOf } from '../../../../domain/lounge-config.ts';
import { parseOverlayFolder } from '../../../manifest/layout.ts';
import { readField } from '../../../manifest/read-field.ts';
import { folderOf, isKustomizationPath } from '../../policy-context.ts';
import { defineRule } from '../../rule.ts';

export const kustomizeNamespaceMissing = defineRule({
  id: 'kustomize-namespace-missing',
  group: 'kustomize',
  severity: 'error',
  scope: 'file',
  accepts: (path) => isKustomizationPath(path) && parseOverlayFolder(folderOf(path)) !== undefined,
  evaluate: ({ path }, context) => {
    const document = context.yaml(path).documents[0];
    if (readField(document?.value, ['namespace']) !== undefined) return [];
    const environment = parseOverlayFolder(folderOf(path))?.environment ?? '';
    return [{ place: { file: path, line: 1 }, parameters: { namespace: namespaceOf(context.config, environment) } }];
  },
});
