import type { LocalizedText } from '../../../../domain/messages/localized-text.ts';
import { nearestWord } from '../../../../domain/nearest-word.ts';
import { listOf, readField } from '../../../manifest/read-field.ts';
import { allApplications } from '../../argo-documents.ts';
import { defineRule } from '../../rule.ts';

const KNOWN = [
  'Prune',
  'Delete',
  'Validate',
  'ApplyOutOfSyncOnly',
  'CreateNamespace',
  'PruneLast',
  'PrunePropagationPolicy',
  'Replace',
  'Force',
  'ServerSideApply',
  'ClientSideApplyMigration',
  'FailOnSharedResource',
  'RespectIgnoreDifferences',
  'SkipDryRunOnMissingResource',
  'SkipSchemaValidation',
  'DisableClientSideApplyMigration',
];
const RISKY = new Set(['Replace=true', 'Force=true', 'Validate=false', 'Prune=false']);

export const argoSyncOption = defineRule({
  id: 'argo-sync-option',
  group: 'argo',
  severity: 'error',
  scope: 'repository',
  evaluate: (context) =>
    allApplications(context).flatMap(({ path, document }) =>
      listOf(readField(document.value, ['spec', 'syncPolicy', 'syncOptions'])).flatMap((item, index) => {
        const option = String(item);
        const problem = problemOf(option);
        if (!problem) return [];
        const object = `Application/${document.name ?? ''}`;
        const nearest = nearestWord(option.split('=', 1)[0] ?? '', KNOWN);
        const place = { file: path, line: document.lineOf(['spec', 'syncPolicy', 'syncOptions', index]), object };
        return [
          {
            place,
            parameters: { object, option, problem, nearest: nearest === undefined ? '' : ` (${nearest})` },
            key: option,
          },
        ];
      }),
    ),
});

function problemOf(option: string): LocalizedText | undefined {
  if (RISKY.has(option)) return { en: 'is risky', ko: '위험합니다' };
  const match = /^([A-Za-z]+)=(\w+)$/.exec(option);
  return match && KNOWN.includes(match[1] ?? '')
    ? undefined
    : { en: 'is unknown to Argo CD', ko: 'Argo CD가 모르는 것입니다' };
}
