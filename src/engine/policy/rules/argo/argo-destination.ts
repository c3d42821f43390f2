import { workloadNamespaces } from '../../../manifest/generate/generate-projects.ts';
import { IN_CLUSTER_SERVER } from '../../../manifest/layout.ts';
import { readField, recordOf, shownOf } from '../../../manifest/read-field.ts';
import { serviceApplications } from '../../argo-documents.ts';
import { defineRule } from '../../rule.ts';

export const argoDestination = defineRule({
  id: 'argo-destination',
  group: 'argo',
  severity: 'error',
  scope: 'repository',
  evaluate: (context) => {
    const allowed = workloadNamespaces(context.config);
    return serviceApplications(context).flatMap(({ path, document }) => {
      const destination = recordOf(readField(document.value, ['spec', 'destination']));
      const { server, name, namespace } = destination;
      const isHere =
        (server === IN_CLUSTER_SERVER && name === undefined) || (server === undefined && name === 'in-cluster');
      if (isHere && typeof namespace === 'string' && allowed.includes(namespace)) return [];
      const object = `Application/${document.name ?? ''}`;
      const shown = `${shownOf(server ?? name ?? '?')} ${shownOf(namespace ?? '?')}`;
      const parameters = { object, destination: shown, server: IN_CLUSTER_SERVER, allowed };
      return [{ place: { file: path, line: document.lineOf(['spec', 'destination']), object }, parameters }];
    });
  },
});
