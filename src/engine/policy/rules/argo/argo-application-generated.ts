import { generateApplication } from '../../../manifest/generate/generate-applications.ts';
import { applicationPath, LAYOUT, parseOverlayFolder } from '../../../manifest/layout.ts';
import { readField, textOf } from '../../../manifest/read-field.ts';
import { isYamlPath, type PolicyContext } from '../../policy-context.ts';
import { defineRule } from '../../rule.ts';

/** Everything in applications/ is a function of lounge.yaml, so anybody may write it and nobody decides in it. */
export const argoApplicationGenerated = defineRule({
  id: 'argo-application-generated',
  group: 'argo',
  severity: 'error',
  scope: 'repository',
  evaluate: (context) =>
    context
      .below(LAYOUT.applications)
      .filter(({ path, text }) => isYamlPath(path) && text !== expectedText(path, context))
      .map(({ path, text }) => ({
        place: { file: path, line: firstDifference(text ?? '', expectedText(path, context) ?? '') },
        parameters: { path },
      })),
});

function expectedText(path: string, context: PolicyContext): string | undefined {
  const folder = textOf(readField(context.yaml(path).documents[0]?.value, ['spec', 'source', 'path'])) ?? '';
  const overlay = parseOverlayFolder(folder);
  if (!overlay || !Object.hasOwn(context.config.environments, overlay.environment)) return undefined;
  if (applicationPath(context.config, overlay.service, overlay.environment) !== path) return undefined;
  return generateApplication(context.config, overlay.service, overlay.environment);
}

function firstDifference(found: string, expected: string): number {
  const lines = expected.split('\n');
  const index = found.split('\n').findIndex((line, at) => line !== lines[at]);
  return Math.max(index, 0) + 1;
}
