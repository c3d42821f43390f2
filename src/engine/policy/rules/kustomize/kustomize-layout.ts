import type { LocalizedText } from '../../../../domain/messages/localized-text.ts';
import { LAYOUT, parseOverlayFolder } from '../../../manifest/layout.ts';
import { folderOf, isKustomizationPath, isYamlPath, type PolicyContext } from '../../policy-context.ts';
import { defineRule } from '../../rule.ts';

export const kustomizeLayout = defineRule({
  id: 'kustomize-layout',
  group: 'kustomize',
  severity: 'error',
  scope: 'repository',
  evaluate: (context) =>
    context.snapshot.files.flatMap(({ path }) => {
      const problem = problemOf(path, context);
      return problem ? [{ place: { file: path, line: 1 }, parameters: { problem } }] : [];
    }),
});

function problemOf(path: string, context: PolicyContext): LocalizedText | undefined {
  if (path.startsWith(`${LAYOUT.apps}/`)) {
    if (!isKustomizationPath(path)) return undefined;
    return {
      en: `${path} is a kustomization among the source.`,
      ko: `${path}은(는) 소스 폴더에 있는 kustomization입니다.`,
    };
  }
  if (!path.startsWith(`${LAYOUT.overlays}/`) || !isYamlPath(path)) return undefined;
  const folder = folderOf(path);
  const overlay = parseOverlayFolder(/^app-of-apps\/overlays\/[^/]+\/overlays\/[^/]+/.exec(folder)?.[0] ?? '');
  if (overlay && !Object.hasOwn(context.config.environments, overlay.environment)) {
    return {
      en: `lounge.yaml has no environment ${overlay.environment} for ${path}.`,
      ko: `${path}의 ${overlay.environment} 환경이 lounge.yaml에 없습니다.`,
    };
  }
  if (overlay || /^app-of-apps\/overlays\/[^/]+\/base(\/|$)/.test(folder)) return undefined;
  return {
    en: `${path} is neither in a base nor in an overlay.`,
    ko: `${path}이(가) base에도 오버레이에도 있지 않습니다.`,
  };
}
