import { containersOf } from '../../../manifest/pod-spec.ts';
import { readField } from '../../../manifest/read-field.ts';
import { objectName } from '../../object-name.ts';
import { defineRule } from '../../rule.ts';

export const resourcesLimitsMissing = defineRule({
  id: 'resources-limits-missing',
  group: 'reliability',
  severity: 'error',
  scope: 'rendered',
  evaluate: ({ object, place }) =>
    containersOf(object)
      .filter(({ role }) => role !== 'ephemeral')
      .flatMap(({ name, path, value }) => {
        const missing = ['cpu', 'memory'].filter(
          (resource) => readField(value, ['resources', 'limits', resource]) === undefined,
        );
        return missing.length === 0
          ? []
          : [{ place: place(path), parameters: { object: objectName(object), container: name, missing }, key: name }];
      }),
});
