import type { LocalizedText } from '../../../../domain/messages/localized-text.ts';
import { containersOf, podSpecOf, podSpecPath } from '../../../manifest/pod-spec.ts';
import { listOf, readField, recordOf } from '../../../manifest/read-field.ts';
import { objectName } from '../../object-name.ts';
import { defineRule, type RenderedItem } from '../../rule.ts';
import type { FieldPath } from '../../source-yaml.ts';

const VOLUMES = new Set([
  'configMap',
  'csi',
  'downwardAPI',
  'emptyDir',
  'ephemeral',
  'persistentVolumeClaim',
  'projected',
  'secret',
]);

interface Breach {
  readonly at: FieldPath;
  readonly problem: LocalizedText;
}

export const workloadHostAccess = defineRule({
  id: 'workload-host-access',
  group: 'workload',
  severity: 'error',
  scope: 'rendered',
  evaluate: ({ object, place }) =>
    breaches(object).map(({ at, problem }) => ({
      place: place(at),
      parameters: { object: objectName(object), problem },
      key: problem.en,
    })),
});

function breaches(object: RenderedItem['object']): readonly Breach[] {
  const pod = podSpecOf(object);
  const path = podSpecPath(object.kind);
  if (!pod || !path) return [];
  const shared = ['hostNetwork', 'hostPID', 'hostIPC'].filter((field) => pod[field] === true);
  const volumes = listOf(pod['volumes']).flatMap((volume, index) =>
    Object.keys(recordOf(volume))
      .filter((type) => type !== 'name' && !VOLUMES.has(type))
      .map((type) => ({
        at: [...path, 'volumes', index],
        problem: { en: `a volume of type ${type}`, ko: `${type} 종류의 볼륨이 있습니다` },
      })),
  );
  const priority =
    typeof pod['priorityClassName'] === 'string' && pod['priorityClassName'].startsWith('system-')
      ? [
          {
            at: [...path, 'priorityClassName'],
            problem: { en: 'it takes the priority of the system', ko: '시스템의 우선순위를 씁니다' },
          },
        ]
      : [];
  return [
    ...priority,
    ...shared.map((field) => ({
      at: [...path, field],
      problem: { en: `${field} is set`, ko: `${field}이(가) 켜져 있습니다` },
    })),
    ...volumes,
    ...containersOf(object).flatMap((container) => hostPorts(container.value, container.path)),
  ];
}

function hostPorts(container: Readonly<Record<string, unknown>>, path: FieldPath): readonly Breach[] {
  const ports = listOf(container['ports']).flatMap((port, index) =>
    typeof readField(port, ['hostPort']) === 'number' && readField(port, ['hostPort']) !== 0
      ? [{ at: [...path, 'ports', index], problem: { en: 'a hostPort is taken', ko: 'hostPort를 씁니다' } }]
      : [],
  );
  const procMount = readField(container, ['securityContext', 'procMount']);
  if (procMount === undefined || procMount === 'Default') return ports;
  return [
    ...ports,
    {
      at: [...path, 'securityContext'],
      problem: { en: 'procMount is not Default', ko: 'procMount가 Default가 아닙니다' },
    },
  ];
}
