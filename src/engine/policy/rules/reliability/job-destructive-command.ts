import { containersOf } from '../../../manifest/pod-spec.ts';
import { listOf } from '../../../manifest/read-field.ts';
import { objectName } from '../../object-name.ts';
import { defineRule } from '../../rule.ts';

const DESTRUCTIVE =
  /--accept-data-loss|--force-reset|\bmigrate reset\b|\bdb push --force\b|\bdrop\s{1,5}(database|table|schema)\b|\btruncate\s{1,5}table\b|\bflushall\b|\bdropdb\b|rm\s{1,3}-rf?\s{1,3}\/(?!tmp)/i;

export const jobDestructiveCommand = defineRule({
  id: 'job-destructive-command',
  group: 'reliability',
  severity: 'error',
  scope: 'rendered',
  evaluate: ({ object, place }) =>
    containersOf(object).flatMap(({ name, path, value }) => {
      const text = [...listOf(value['command']), ...listOf(value['args'])].join(' ');
      const command = DESTRUCTIVE.exec(text)?.[0];
      return command === undefined
        ? []
        : [
            {
              place: place([...path, 'command']),
              parameters: { object: objectName(object), container: name, command },
              key: name,
            },
          ];
    }),
});
