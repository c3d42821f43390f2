import type { LocalizedText } from '../../../../domain/messages/localized-text.ts';
import { podSpecOf } from '../../../manifest/pod-spec.ts';
import { listOf, readField } from '../../../manifest/read-field.ts';
import { objectName } from '../../object-name.ts';
import { defineRule, type RenderedItem } from '../../rule.ts';

export const rolloutStrategy = defineRule({
  id: 'rollout-strategy',
  group: 'reliability',
  severity: 'warning',
  scope: 'rendered',
  evaluate: ({ object, place }) => {
    const problem = object.kind === 'Deployment' ? problemOf(object) : undefined;
    return problem ? [{ place: place(['spec', 'strategy']), parameters: { object: objectName(object), problem } }] : [];
  },
});

function problemOf(object: RenderedItem['object']): LocalizedText | undefined {
  const type = readField(object, ['spec', 'strategy', 'type']);
  const holdsVolume = listOf(podSpecOf(object)?.['volumes']).some(
    (volume) => readField(volume, ['persistentVolumeClaim']) !== undefined,
  );
  if (holdsVolume) {
    return type === 'Recreate'
      ? undefined
      : {
          en: 'two pods would hold the same volume during a release',
          ko: '릴리스하는 동안 두 파드가 같은 볼륨을 잡습니다',
        };
  }
  if (type === 'Recreate')
    return {
      en: 'Recreate takes the service down at every release',
      ko: 'Recreate는 릴리스할 때마다 서비스를 멈춥니다',
    };
  const [surge, unavailable] = ['maxSurge', 'maxUnavailable'].map((field) =>
    readField(object, ['spec', 'strategy', 'rollingUpdate', field]),
  );
  if (unavailable === '100%') return { en: 'maxUnavailable is 100%', ko: 'maxUnavailable이 100%입니다' };
  if (isZero(surge) && isZero(unavailable))
    return { en: 'maxSurge and maxUnavailable are both 0', ko: 'maxSurge와 maxUnavailable이 모두 0입니다' };
  return undefined;
}

function isZero(value: unknown): boolean {
  return value === 0 || value === '0' || value === '0%';
}
