import { kustomizationPath, servicePaths } from '../../../manifest/layout.ts';
import { defineRule } from '../../rule.ts';

/** A warning: a service need not be everywhere, but it cannot be shipped to where it has no overlay. */
export const environmentOverlayMissing = defineRule({
  id: 'environment-overlay-missing',
  group: 'kustomize',
  severity: 'warning',
  scope: 'repository',
  evaluate: ({ services, config, file }) =>
    [...services.manifests]
      .filter((service) => file(servicePaths(service).spec) !== undefined)
      .flatMap((service) =>
        Object.keys(config.environments)
          .filter((environment) => file(kustomizationPath(service, environment)) === undefined)
          .map((environment) => ({
            place: { file: servicePaths(service).spec, line: 1 },
            parameters: { service, environment },
            key: environment,
          })),
      ),
});
