import { LAYOUT } from '../../../manifest/layout.ts';
import { defineRule } from '../../rule.ts';

const NEEDED = [LAYOUT.config, LAYOUT.projects, LAYOUT.rootApp, '.env.example', '.gitignore', 'README.md'];

export const repoLayout = defineRule({
  id: 'repo-layout',
  group: 'repository',
  severity: 'error',
  scope: 'repository',
  evaluate: ({ file }) =>
    NEEDED.filter((path) => !file(path)).map((path) => ({ place: { file: path }, parameters: { path } })),
});
