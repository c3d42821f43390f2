import { LAYOUT } from '../../../manifest/layout.ts';
import { normalisePath } from '../../normalise-path.ts';
import { folderOf, isKustomizationPath, isYamlPath, type PolicyContext } from '../../policy-context.ts';
import { defineRule } from '../../rule.ts';

export const kustomizeOrphanFile = defineRule({
  id: 'kustomize-orphan-file',
  group: 'kustomize',
  severity: 'warning',
  scope: 'repository',
  evaluate: (context) => {
    const named = namedFiles(context);
    return context
      .below(LAYOUT.overlays)
      .filter(({ path }) => isYamlPath(path) && !isKustomizationPath(path) && !named.has(path))
      .filter(({ path }) =>
        context.yaml(path).documents.some(({ kind, apiVersion }) => kind !== undefined && apiVersion !== undefined),
      )
      .map(({ path }) => ({ place: { file: path, line: 1 }, parameters: { path } }));
  },
});

/** Every text of every kustomization that is a path of the tree: lists, patches, generators alike. */
function namedFiles(context: PolicyContext): ReadonlySet<string> {
  const kustomizations = context.below(LAYOUT.overlays).filter(({ path }) => isKustomizationPath(path));
  return new Set(
    kustomizations.flatMap(({ path }) =>
      context
        .yaml(path)
        .documents.flatMap(({ value }) =>
          textsIn(value).flatMap((text) => normalisePath(`${folderOf(path)}/${text.replace(/^[\w.-]+=/, '')}`) ?? []),
        ),
    ),
  );
}

function textsIn(value: unknown): readonly string[] {
  if (typeof value === 'string') return value.length < 500 ? [value] : [];
  return typeof value === 'object' && value !== null ? Object.values(value).flatMap((child) => textsIn(child)) : [];
}
