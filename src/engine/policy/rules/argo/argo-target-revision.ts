import { readField } from '../../../manifest/read-field.ts';
import { allApplications } from '../../argo-documents.ts';
import { defineRule } from '../../rule.ts';

export const argoTargetRevision = defineRule({
  id: 'argo-target-revision',
  group: 'argo',
  severity: 'error',
  scope: 'repository',
  evaluate: (context) =>
    allApplications(context).flatMap(({ path, document }) => {
      const revision = readField(document.value, ['spec', 'source', 'targetRevision']);
      const { branch } = context.config.repository;
      if (revision === branch) return [];
      const object = `Application/${document.name ?? ''}`;
      const shown = typeof revision === 'string' ? revision : 'HEAD';
      return [
        {
          place: { file: path, line: document.lineOf(['spec', 'source', 'targetRevision']), object },
          parameters: { object, revision: shown, branch },
        },
      ];
    }),
});
