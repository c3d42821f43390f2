import picomatch from 'picomatch';
import { LAYOUT } from '../../../manifest/layout.ts';
import { defineRule } from '../../rule.ts';

const ALLOWED = picomatch(
  [
    'apps/**',
    'app-of-apps/**',
    'docs/**',
    'README*.md',
    '.env.example',
    '.gitignore',
    '.dockerignore',
    '.editorconfig',
  ],
  { dot: true },
);

/** Protected files have a rule of their own. */
export const scopePathOutside = defineRule({
  id: 'scope-path-outside',
  group: 'scope',
  severity: 'error',
  scope: 'repository',
  evaluate: ({ snapshot, config }) => {
    const { role } = snapshot.actor;
    if (role === 'human') return [];
    const isProtected = picomatch(config.policy.protectedFiles, { dot: true });
    return (snapshot.changed ?? [])
      .filter((path) => !ALLOWED(path) && !isProtected(path) && path !== LAYOUT.config)
      .map((path) => ({ place: { file: path }, parameters: { role, path } }));
  },
});
