import { defineRule } from '../../rule.ts';

export const repoRepositoryInside = defineRule({
  id: 'repo-repository-inside',
  group: 'repository',
  severity: 'error',
  scope: 'repository',
  evaluate: ({ snapshot }) =>
    snapshot.files
      .filter(({ mode, path }) => mode === '160000' || path === '.gitmodules' || /(^|\/)\.git(\/|$)/.test(path))
      .map(({ path }) => ({ place: { file: path }, parameters: { path } })),
});
