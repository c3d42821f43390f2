import { readField } from '../../../manifest/read-field.ts';
import { objectName } from '../../object-name.ts';
import { defineRule } from '../../rule.ts';
import { securedContainers } from '../../security-context.ts';

export const workloadSeccomp = defineRule({
  id: 'workload-seccomp',
  group: 'workload',
  severity: 'warning',
  scope: 'rendered',
  evaluate: ({ object, place }) =>
    securedContainers(object)
      .filter(
        ({ effective }) =>
          !['RuntimeDefault', 'Localhost'].includes(String(readField(effective('seccompProfile'), ['type']))),
      )
      .map(({ name, path }) => ({
        place: place(path),
        parameters: { object: objectName(object), container: name },
        key: name,
      })),
});
