import { servicePaths } from '../../../manifest/layout.ts';
import { readField } from '../../../manifest/read-field.ts';
import { defineRule } from '../../rule.ts';

export const dockerfileMissing = defineRule({
  id: 'dockerfile-missing',
  group: 'dockerfile',
  severity: 'error',
  scope: 'repository',
  evaluate: ({ services, file, yaml }) =>
    [...services.sources]
      .filter((service) => file(servicePaths(service).spec) && !file(servicePaths(service).dockerfile))
      // A service that runs an image of others has no source.
      .filter((service) => readField(yaml(servicePaths(service).spec).documents[0]?.value, ['image']) === undefined)
      .map((service) => ({
        place: { file: servicePaths(service).spec, line: 1 },
        parameters: { service, path: servicePaths(service).dockerfile },
      })),
});
