import type { LocalizedText } from '../../../../domain/messages/localized-text.ts';
import { containersOf, type Container } from '../../../manifest/pod-spec.ts';
import { readField } from '../../../manifest/read-field.ts';
import { objectName } from '../../object-name.ts';
import { parseQuantity } from '../../quantity.ts';
import { defineRule } from '../../rule.ts';

const SMALLEST_MEMORY = 2 ** 20;

export const resourcesRequestsInvalid = defineRule({
  id: 'resources-requests-invalid',
  group: 'reliability',
  severity: 'error',
  scope: 'rendered',
  evaluate: ({ object, place }) =>
    containersOf(object)
      .filter(({ role }) => role !== 'ephemeral')
      .flatMap((container) =>
        ['cpu', 'memory'].flatMap((resource) => {
          const problem = problemOf(container, resource);
          if (!problem) return [];
          const parameters = { object: objectName(object), container: container.name, problem };
          return [
            {
              place: place([...container.path, 'resources', 'requests', resource]),
              parameters,
              key: `${container.name} ${resource}`,
            },
          ];
        }),
      ),
});

function problemOf({ value }: Container, resource: string): LocalizedText | undefined {
  const [request, limit] = ['requests', 'limits'].map((field) => readField(value, ['resources', field, resource]));
  if (request === undefined) return { en: `no request for ${resource}`, ko: `${resource} 요청량이 없습니다` };
  const [asked, most] = [parseQuantity(request), parseQuantity(limit)];
  if (asked === undefined)
    return { en: `the request for ${resource} is not a quantity`, ko: `${resource} 요청량의 형식이 틀렸습니다` };
  if (limit !== undefined && most === undefined)
    return { en: `the limit for ${resource} is not a quantity`, ko: `${resource} 한도의 형식이 틀렸습니다` };
  if (most !== undefined && asked > most)
    return { en: `the request for ${resource} is above its limit`, ko: `${resource} 요청량이 한도보다 큽니다` };
  if (resource === 'memory' && (most ?? asked) < SMALLEST_MEMORY)
    return { en: 'memory below 1 MiB; is the unit missing?', ko: '메모리가 1 MiB보다 작습니다. 단위가 빠졌나요?' };
  return undefined;
}
