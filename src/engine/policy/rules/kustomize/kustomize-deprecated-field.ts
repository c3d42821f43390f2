import { recordOf } from '../../../manifest/read-field.ts';
import { isKustomizationPath } from '../../policy-context.ts';
import { defineRule } from '../../rule.ts';

const REPLACEMENTS: ReadonlyMap<string, string> = new Map([
  ['bases', '`resources`'],
  ['commonLabels', '`labels` with includeSelectors: true'],
  ['imageTags', '`images`'],
  ['patchesJson6902', '`patches`'],
  ['patchesStrategicMerge', '`patches`'],
  ['vars', '`replacements`'],
]);

export const kustomizeDeprecatedField = defineRule({
  id: 'kustomize-deprecated-field',
  group: 'kustomize',
  severity: 'warning',
  scope: 'file',
  accepts: isKustomizationPath,
  evaluate: ({ path }, context) =>
    context.yaml(path).documents.flatMap((document) =>
      Object.keys(recordOf(document.value)).flatMap((field) => {
        const replacement = REPLACEMENTS.get(field);
        return replacement === undefined
          ? []
          : [{ place: { file: path, line: document.lineOf([field]) }, parameters: { field, replacement }, key: field }];
      }),
    ),
});
