import type { LocalizedText } from '../../../../domain/messages/localized-text.ts';
import { listOf, readField } from '../../../manifest/read-field.ts';
import { objectName } from '../../object-name.ts';
import { defineRule } from '../../rule.ts';
import { securedContainers, type SecuredContainer } from '../../security-context.ts';

export const workloadCapabilities = defineRule({
  id: 'workload-capabilities',
  group: 'workload',
  severity: 'error',
  scope: 'rendered',
  evaluate: ({ object, place }) =>
    securedContainers(object).flatMap((container) => {
      const problem = problemOf(container);
      if (!problem) return [];
      return [
        {
          place: place(container.path),
          parameters: { object: objectName(object), container: container.name, problem },
          key: container.name,
        },
      ];
    }),
});

function problemOf({ own }: SecuredContainer): LocalizedText | undefined {
  const added = listOf(readField(own, ['capabilities', 'add'])).filter(
    (capability) => capability !== 'NET_BIND_SERVICE',
  );
  if (added.length > 0) return { en: `adds ${added.join(', ')}`, ko: `컨테이너가 ${added.join(', ')}을(를) 더합니다` };
  if (listOf(readField(own, ['capabilities', 'drop'])).includes('ALL')) return undefined;
  return { en: 'keeps capabilities', ko: '컨테이너가 캐퍼빌리티를 버리지 않습니다' };
}
