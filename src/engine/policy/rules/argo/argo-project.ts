import { readField } from '../../../manifest/read-field.ts';
import { serviceApplications } from '../../argo-documents.ts';
import { defineRule } from '../../rule.ts';

export const argoProject = defineRule({
  id: 'argo-project',
  group: 'argo',
  severity: 'error',
  scope: 'repository',
  evaluate: (context) =>
    serviceApplications(context).flatMap(({ path, document }) => {
      const project = readField(document.value, ['spec', 'project']);
      const expected = context.config.project;
      if (project === expected) return [];
      const object = `Application/${document.name ?? ''}`;
      const shown = typeof project === 'string' ? project : 'default';
      return [
        {
          place: { file: path, line: document.lineOf(['spec', 'project']), object },
          parameters: { object, project: shown, expected },
        },
      ];
    }),
});
