import picomatch from 'picomatch';
import { generateApplication } from '../../../manifest/generate/generate-applications.ts';
import { applicationPath, LAYOUT } from '../../../manifest/layout.ts';
import type { PolicyContext } from '../../policy-context.ts';
import { defineRule } from '../../rule.ts';

/** Whatever the changed lounge.yaml says: a change that lifts its own protection would protect nothing. */
const ALWAYS = [LAYOUT.config, LAYOUT.projects, LAYOUT.rootApp, `${LAYOUT.applications}/**`, `${LAYOUT.engines}/**`];

export const scopeProtectedFile = defineRule({
  id: 'scope-protected-file',
  group: 'scope',
  severity: 'error',
  scope: 'repository',
  evaluate: (context) => {
    const { snapshot, config } = context;
    const { role } = snapshot.actor;
    if (role === 'human') return [];
    const isProtected = picomatch([...ALWAYS, ...config.policy.protectedFiles], { dot: true });
    return (snapshot.changed ?? [])
      .filter((path) => isProtected(path) && !isGenerated(path, context))
      .map((path) => ({ place: { file: path }, parameters: { role, path } }));
  },
});

/** A release writes the Application of its service: what equals the generated text is nobody’s decision. */
function isGenerated(path: string, { config, services, file }: PolicyContext): boolean {
  const text = file(path)?.text;
  if (text === undefined) return false;
  return [...services.manifests].some((service) =>
    Object.keys(config.environments).some(
      (environment) =>
        applicationPath(config, service, environment) === path &&
        generateApplication(config, service, environment) === text,
    ),
  );
}
