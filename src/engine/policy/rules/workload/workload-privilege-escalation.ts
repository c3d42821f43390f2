import type { LocalizedText } from '../../../../domain/messages/localized-text.ts';
import { objectName } from '../../object-name.ts';
import { defineRule } from '../../rule.ts';
import { securedContainers, type SecuredContainer } from '../../security-context.ts';

export const workloadPrivilegeEscalation = defineRule({
  id: 'workload-privilege-escalation',
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
  if (own['privileged'] === true) return { en: 'is privileged', ko: '컨테이너가 privileged입니다' };
  if (own['allowPrivilegeEscalation'] === false) return undefined;
  return { en: 'may gain privileges', ko: '컨테이너가 권한을 높일 수 있습니다' };
}
