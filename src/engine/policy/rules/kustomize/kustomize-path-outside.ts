import { listOf, readField, textOf } from '../../../manifest/read-field.ts';
import { normalisePath } from '../../normalise-path.ts';
import { folderOf, isKustomizationPath } from '../../policy-context.ts';
import { defineRule } from '../../rule.ts';
import type { FieldPath, SourceDocument } from '../../source-yaml.ts';

const LISTS = [
  'resources',
  'bases',
  'components',
  'crds',
  'configurations',
  'transformers',
  'generators',
  'validators',
  'patchesStrategicMerge',
];

/** kustomize itself allows folders anywhere on the machine. */
export const kustomizePathOutside = defineRule({
  id: 'kustomize-path-outside',
  group: 'kustomize',
  severity: 'error',
  scope: 'file',
  accepts: (path) => isKustomizationPath(path) && path.startsWith('app-of-apps/'),
  evaluate: ({ path }, context) => {
    const root = /^app-of-apps\/overlays\/[^/]+(?=\/)/.exec(path)?.[0] ?? 'app-of-apps';
    return context.yaml(path).documents.flatMap((document) =>
      references(document).flatMap(({ resource, at }) => {
        if (resource.includes('://') || resource.includes('\n')) return [];
        const target = resource.startsWith('/') ? undefined : normalisePath(`${folderOf(path)}/${resource}`);
        if (target !== undefined && (target === root || target.startsWith(`${root}/`))) return [];
        return [
          {
            place: { file: path, line: document.lineOf(at) },
            parameters: { resource, root: `${root}/` },
            key: resource,
          },
        ];
      }),
    );
  },
});

function references(document: SourceDocument): readonly { readonly resource: string; readonly at: FieldPath }[] {
  const plain = LISTS.flatMap((field) =>
    listOf(readField(document.value, [field])).map((_, index) => [field, index] as const),
  );
  const patches = ['patches', 'replacements', 'patchesJson6902'].flatMap((field) =>
    listOf(readField(document.value, [field])).map((_, index) => [field, index, 'path'] as const),
  );
  return [...plain, ...patches].flatMap((at) => {
    const resource = textOf(readField(document.value, at));
    return resource === undefined ? [] : [{ resource, at }];
  });
}
