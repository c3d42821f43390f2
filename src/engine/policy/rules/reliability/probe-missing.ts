import { containersOf } from '../../../manifest/pod-spec.ts';
import { recordOf } from '../../../manifest/read-field.ts';
import { objectName } from '../../object-name.ts';
import { defineRule } from '../../rule.ts';

const SERVERS = new Set(['Deployment', 'StatefulSet', 'DaemonSet']);
const HANDLERS = ['httpGet', 'tcpSocket', 'grpc', 'exec'];

export const probeMissing = defineRule({
  id: 'probe-missing',
  group: 'reliability',
  severity: 'error',
  scope: 'rendered',
  evaluate: ({ object, place }) => {
    if (!SERVERS.has(object.kind)) return [];
    return containersOf(object)
      .filter(({ role }) => role === 'main')
      .flatMap(({ name, path, value }) =>
        ['readinessProbe', 'livenessProbe']
          .filter((probe) => HANDLERS.filter((handler) => Object.hasOwn(recordOf(value[probe]), handler)).length !== 1)
          .map((probe) => ({
            place: place(path),
            parameters: { object: objectName(object), container: name, probe },
            key: `${name} ${probe}`,
          })),
      );
  },
});
