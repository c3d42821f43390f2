import { namespaceOf } from '../../../../domain/lounge-config.ts';
import { projectsPath } from '../../../manifest/layout.ts';
import { listOf, readField } from '../../../manifest/read-field.ts';
import { defineRule } from '../../rule.ts';

/** An environment that was added to lounge.yaml later: Argo CD refuses every object for a namespace that the project does not list. */
export const argoProjectNamespace = defineRule({
  id: 'argo-project-namespace',
  group: 'argo',
  severity: 'error',
  scope: 'repository',
  evaluate: ({ config, documentsOfKind }) => {
    const projects = documentsOfKind('AppProject', 'app-of-apps');
    return Object.entries(config.environments).flatMap(([environment, { engine }]) => {
      const path = projectsPath(config, engine);
      const project = projects.find((one) => one.path === path && one.document.name === config.project);
      if (project === undefined) return [];
      const namespace = namespaceOf(config, environment);
      const destinations = listOf(readField(project.document.value, ['spec', 'destinations']));
      if (destinations.some((destination) => readField(destination, ['namespace']) === namespace)) return [];
      return [
        {
          place: { file: path, line: project.document.lineOf(['spec', 'destinations']) },
          parameters: { environment, namespace, project: config.project },
          key: environment,
        },
      ];
    });
  },
});
