import { listOf, readField } from '../../../manifest/read-field.ts';
import { isKustomizationPath } from '../../policy-context.ts';
import { defineRule } from '../../rule.ts';

/** What kustomize’s YAML reads as something else than text. */
const NOT_TEXT = /^([-+]?[\d_]+|0[xob][\da-f_]+|[-+]?(\d[\d_]*)?\.?\d+(e[-+]?\d+)?|true|false|null|~)$/i;

export const imageTagNotString = defineRule({
  id: 'image-tag-not-string',
  group: 'image',
  severity: 'error',
  scope: 'file',
  accepts: isKustomizationPath,
  evaluate: ({ path }, context) =>
    context.yaml(path).documents.flatMap((document) =>
      listOf(readField(document.value, ['images'])).flatMap((_, index) =>
        (['newTag', 'digest'] as const).flatMap((field) => {
          const at = ['images', index, field] as const;
          const scalar = document.scalarAt(at);
          if (!scalar || scalar.isQuoted || !NOT_TEXT.test(scalar.source)) return [];
          return [
            {
              place: { file: path, line: document.lineOf(at) },
              parameters: { value: scalar.source },
              key: `${index} ${field}`,
            },
          ];
        }),
      ),
    ),
});
