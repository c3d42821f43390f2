import type { LocalizedText } from '../../../../domain/messages/localized-text.ts';
import type { QuotaSettings } from '../../../../domain/lounge-config.ts';
import type { RenderedObject } from '../../../../domain/rendered-object.ts';
import { containersOf, type Container } from '../../../manifest/pod-spec.ts';
import { readField } from '../../../manifest/read-field.ts';
import { objectName } from '../../object-name.ts';
import { parseQuantity } from '../../quantity.ts';
import { defineRule } from '../../rule.ts';

const MOST = { cpu: 'containerCpu', memory: 'containerMemory' } as const;
type Resource = keyof typeof MOST;

/** One workload alone: what it cannot be given in an empty namespace. The rest of the namespace is for the cluster's own quota. */
export const resourcesAboveQuota = defineRule({
  id: 'resources-above-quota',
  group: 'reliability',
  severity: 'error',
  scope: 'rendered',
  evaluate: ({ object, place }, { config }) => {
    const { quota } = config.policy;
    if (quota === 'off') return [];
    const containers = containersOf(object).filter(({ role }) => role === 'main');
    const parameters = { object: objectName(object) };
    const large = containersOf(object).flatMap((container) =>
      tooLarge(container, quota).map(({ resource, problem }) => ({
        place: place([...container.path, 'resources', 'limits', resource]),
        parameters: { ...parameters, problem },
        key: `${container.name} ${resource}`,
      })),
    );
    if (large.length > 0 || containers.length === 0) return large;
    return tooMany(object, containers, quota).map((problem) => ({
      place: place(['spec', 'replicas']),
      parameters: { ...parameters, problem },
      key: problem.en,
    }));
  },
});

function tooLarge({ name, value }: Container, quota: QuotaSettings) {
  return (Object.keys(MOST) as Resource[]).flatMap((resource) => {
    const most = quota[MOST[resource]];
    if (limitOf(value, resource) <= (parseQuantity(most) ?? Number.POSITIVE_INFINITY)) return [];
    const problem: LocalizedText = {
      en: `${name} may use more ${resource} than one container may, ${most}`,
      ko: `${name}의 ${resource} 한도가 컨테이너 하나의 최대치 ${most}보다 큽니다`,
    };
    return [{ resource, problem }];
  });
}

function tooMany(object: RenderedObject, containers: readonly Container[], quota: QuotaSettings): LocalizedText[] {
  const wanted = readField(object, ['spec', 'replicas']);
  const replicas = typeof wanted === 'number' ? wanted : 1;
  const pods: LocalizedText[] =
    replicas > quota.pods
      ? [
          {
            en: `${replicas} replicas are more than the ${quota.pods} pods of a namespace`,
            ko: `레플리카 ${replicas}개가 네임스페이스의 파드 수 ${quota.pods}보다 많습니다`,
          },
        ]
      : [];
  const sums = (Object.keys(MOST) as Resource[]).flatMap((resource): LocalizedText[] => {
    const sum = replicas * containers.reduce((total, { value }) => total + limitOf(value, resource), 0);
    if (sum <= (parseQuantity(quota[resource]) ?? Number.POSITIVE_INFINITY)) return [];
    return [
      {
        en: `its ${replicas} replicas together may use more ${resource} than the namespace, ${quota[resource]}`,
        ko: `레플리카 ${replicas}개의 ${resource} 한도 합계가 네임스페이스의 ${quota[resource]}보다 큽니다`,
      },
    ];
  });
  return [...pods, ...sums];
}

function limitOf(container: Container['value'], resource: Resource): number {
  return parseQuantity(readField(container, ['resources', 'limits', resource])) ?? 0;
}
