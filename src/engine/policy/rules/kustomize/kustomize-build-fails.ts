import { isKustomizationPath } from '../../policy-context.ts';
import { defineRule } from '../../rule.ts';

export const kustomizeBuildFails = defineRule({
  id: 'kustomize-build-fails',
  group: 'kustomize',
  severity: 'error',
  scope: 'repository',
  evaluate: ({ snapshot, below }) =>
    snapshot.renders.flatMap(({ overlay, result }) => {
      if (!('error' in result)) return [];
      const file = below(overlay).find(({ path }) => isKustomizationPath(path))?.path ?? overlay;
      return [{ place: { file, line: 1 }, parameters: { overlay, problem: result.error.slice(0, 1000) } }];
    }),
});
