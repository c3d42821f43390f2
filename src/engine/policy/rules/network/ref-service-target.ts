import type { LocalizedText } from '../../../../domain/messages/localized-text.ts';
import type { RenderedObject } from '../../../../domain/rendered-object.ts';
import { containersOf, podLabelsOf } from '../../../manifest/pod-spec.ts';
import { listOf, readField, recordOf } from '../../../manifest/read-field.ts';
import { objectName } from '../../object-name.ts';
import { defineRule } from '../../rule.ts';
import type { FieldPath } from '../../source-yaml.ts';

interface Breach {
  readonly at: FieldPath;
  readonly problem: LocalizedText;
}

export const refServiceTarget = defineRule({
  id: 'ref-service-target',
  group: 'network',
  severity: 'error',
  scope: 'rendered',
  evaluate: ({ object, overlay, place }, { snapshot }) => {
    if (object.kind !== 'Service' || readField(object, ['spec', 'type']) === 'ExternalName') return [];
    const render = snapshot.renders.find((other) => other.overlay === overlay)?.result;
    const objects = render && !('error' in render) ? render.objects : [];
    return breaches(object, objects).map(({ at, problem }) => ({
      place: place(at),
      parameters: { object: objectName(object), problem },
      key: problem.en,
    }));
  },
});

function breaches(service: RenderedObject, objects: readonly RenderedObject[]): readonly Breach[] {
  const selector = Object.entries(recordOf(readField(service, ['spec', 'selector'])));
  if (selector.length === 0)
    return [{ at: ['spec'], problem: { en: 'it has no selector', ko: 'selector가 없습니다' } }];
  const targets = objects.filter((object) => {
    const labels = podLabelsOf(object);
    return selector.every(([name, value]) => Object.hasOwn(labels, name) && labels[name] === value);
  });
  if (targets.length === 0)
    return [
      {
        at: ['spec', 'selector'],
        problem: { en: 'its selector matches no pods', ko: 'selector에 맞는 파드가 없습니다' },
      },
    ];
  const ports = targets.flatMap((target) =>
    containersOf(target).flatMap(({ value }) =>
      listOf(value['ports']).flatMap((port) => [readField(port, ['name']), readField(port, ['containerPort'])]),
    ),
  );
  return listOf(readField(service, ['spec', 'ports'])).flatMap((port, index) => {
    const target = readField(port, ['targetPort']) ?? readField(port, ['port']);
    if (ports.includes(target)) return [];
    const shown = String(target);
    return [
      {
        at: ['spec', 'ports', index],
        problem: {
          en: `no container has the target port ${shown}`,
          ko: `대상 포트 ${shown}을(를) 가진 컨테이너가 없습니다`,
        },
      },
    ];
  });
}
