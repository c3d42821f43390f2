import { containersOf } from '../../../manifest/pod-spec.ts';
import { listOf, readField, shownOf } from '../../../manifest/read-field.ts';
import { objectName } from '../../object-name.ts';
import { defineRule } from '../../rule.ts';

export const probeTargetInvalid = defineRule({
  id: 'probe-target-invalid',
  group: 'reliability',
  severity: 'error',
  scope: 'rendered',
  evaluate: ({ object, place }) =>
    containersOf(object).flatMap(({ name, path, value }) => {
      const ports = listOf(value['ports'])
        .flatMap((port) => [readField(port, ['name']), readField(port, ['containerPort'])])
        .filter((port) => port !== undefined);
      return ['readinessProbe', 'livenessProbe', 'startupProbe'].flatMap((probe) =>
        ['httpGet', 'tcpSocket', 'grpc'].flatMap((handler) => {
          const port = readField(value, [probe, handler, 'port']);
          if (port === undefined || ports.includes(port)) return [];
          const parameters = {
            object: objectName(object),
            container: name,
            probe,
            port: shownOf(port),
            ports: ports.map(shownOf),
          };
          return [{ place: place([...path, probe, handler, 'port']), parameters, key: `${name} ${probe}` }];
        }),
      );
    }),
});
