import type { LocalizedText } from '../../../../domain/messages/localized-text.ts';
import { parseOverlayFolder } from '../../../manifest/layout.ts';
import { readField, textOf } from '../../../manifest/read-field.ts';
import { serviceApplications } from '../../argo-documents.ts';
import { folderOf, isKustomizationPath, type PolicyContext } from '../../policy-context.ts';
import { defineRule } from '../../rule.ts';

const NOT_A_PATH = ['sources', 'sourceHydrator'] as const;

export const argoSourcePath = defineRule({
  id: 'argo-source-path',
  group: 'argo',
  severity: 'error',
  scope: 'repository',
  evaluate: (context) =>
    serviceApplications(context).flatMap(({ path, document }) => {
      const problem = problemOf(document.value, context);
      if (!problem) return [];
      const object = `Application/${document.name ?? ''}`;
      return [
        {
          place: { file: path, line: document.lineOf(['spec', 'source', 'path']), object },
          parameters: { object, problem },
          key: problem.en,
        },
      ];
    }),
});

function problemOf(application: unknown, context: PolicyContext): LocalizedText | undefined {
  const several = NOT_A_PATH.find((field) => readField(application, ['spec', field]) !== undefined);
  const other =
    ['chart', 'helm', 'plugin'].find((field) => readField(application, ['spec', 'source', field]) !== undefined) ??
    several;
  if (other !== undefined)
    return {
      en: `it uses ${other}; only a folder of this repository is allowed.`,
      ko: `${other}을(를) 씁니다. 이 저장소의 폴더만 쓸 수 있습니다.`,
    };
  const folder = textOf(readField(application, ['spec', 'source', 'path'])) ?? '';
  if (!parseOverlayFolder(folder))
    return { en: `its path "${folder}" is not an overlay.`, ko: `경로 "${folder}"은(는) 오버레이가 아닙니다.` };
  const exists = context.below(folder).some(({ path }) => isKustomizationPath(path) && folderOf(path) === folder);
  return exists
    ? undefined
    : { en: `there is no kustomization in ${folder}.`, ko: `${folder}에 kustomization이 없습니다.` };
}
