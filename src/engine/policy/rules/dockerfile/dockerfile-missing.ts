import { servicePaths } from '../../../manifest/layout.ts';
import { defineRule } from '../../rule.ts';

export const dockerfileMissing = defineRule({
  id: 'dockerfile-missing',
  group: 'dockerfile',
  severity: 'error',
  scope: 'repository',
  evaluate: ({ services, file }) =>
    [...services.sources]
      .filter((service) => file(servicePaths(service).spec) && !file(servicePaths(service).dockerfile))
      .map((service) => ({
        place: { file: servicePaths(service).spec, line: 1 },
        parameters: { service, path: servicePaths(service).dockerfile },
      })),
});
