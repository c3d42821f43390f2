import { namespaceOf } from '../../../../domain/lounge-config.ts';
import { LAYOUT } from '../../../manifest/layout.ts';
import { listOf, readField } from '../../../manifest/read-field.ts';
import { defineRule } from '../../rule.ts';

/** An environment that was added to lounge.yaml later: Argo CD refuses every object for a namespace that the project does not list. */
export const argoProjectNamespace = defineRule({
  id: 'argo-project-namespace',
  group: 'argo',
  severity: 'error',
  scope: 'repository',
  evaluate: ({ config, documentsOfKind }) => {
    const project = documentsOfKind('AppProject', 'app-of-apps').find(
      ({ path, document }) => path === LAYOUT.projects && document.name === config.project,
    );
    if (project === undefined) return [];
    const destinations = listOf(readField(project.document.value, ['spec', 'destinations']));
    const known = new Set(destinations.map((destination) => readField(destination, ['namespace'])));
    return Object.keys(config.environments)
      .filter((environment) => !known.has(namespaceOf(config, environment)))
      .map((environment) => ({
        place: { file: project.path, line: project.document.lineOf(['spec', 'destinations']) },
        parameters: { environment, namespace: namespaceOf(config, environment), project: config.project },
        key: environment,
      }));
  },
});
