import { objectName } from '../../object-name.ts';
import { defineRule } from '../../rule.ts';
import { securedContainers } from '../../security-context.ts';

export const workloadRunAsNonRoot = defineRule({
  id: 'workload-run-as-non-root',
  group: 'workload',
  severity: 'error',
  scope: 'rendered',
  evaluate: ({ object, place }) =>
    securedContainers(object)
      .filter(({ effective }) => effective('runAsNonRoot') !== true || effective('runAsUser') === 0)
      .map(({ name, path }) => ({
        place: place(path),
        parameters: { object: objectName(object), container: name },
        key: name,
      })),
});
