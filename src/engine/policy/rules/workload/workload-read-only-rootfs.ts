import { objectName } from '../../object-name.ts';
import { defineRule } from '../../rule.ts';
import { securedContainers } from '../../security-context.ts';

export const workloadReadOnlyRootfs = defineRule({
  id: 'workload-read-only-rootfs',
  group: 'workload',
  severity: 'info',
  scope: 'rendered',
  evaluate: ({ object, place }) =>
    securedContainers(object)
      .filter(({ own }) => own['readOnlyRootFilesystem'] !== true)
      .map(({ name, path }) => ({
        place: place(path),
        parameters: { object: objectName(object), container: name },
        key: name,
      })),
});
