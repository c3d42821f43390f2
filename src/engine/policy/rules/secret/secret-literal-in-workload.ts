import { listOf, readField, recordOf, textOf } from '../../../manifest/read-field.ts';
import { containersOf } from '../../../manifest/pod-spec.ts';
import { isPlaceholder } from '../../detectors/is-placeholder.ts';
import { objectName } from '../../object-name.ts';
import { defineRule, type RenderedItem, type Report } from '../../rule.ts';

const SECRET_WORD =
  /(^|[_-])(pass|passwd|password|pwd|secret|token|apikey|api_key|private_key|secret_key|access_key|credential|credentials|auth)$/i;

export const secretLiteralInWorkload = defineRule({
  id: 'secret-literal-in-workload',
  group: 'secret',
  severity: 'error',
  scope: 'rendered',
  evaluate: (item) => (item.object.kind === 'ConfigMap' ? inConfigMap(item) : inContainers(item)),
});

function inContainers({ object, place }: RenderedItem): readonly Report[] {
  return containersOf(object).flatMap((container) => {
    const inEnvironment = listOf(container.value['env']).flatMap((entry, index) => {
      const name = textOf(readField(entry, ['name'])) ?? '';
      return SECRET_WORD.test(name) && isLiteral(readField(entry, ['value']))
        ? [{ name, path: [...container.path, 'env', index] }]
        : [];
    });
    const inArguments = ['command', 'args'].flatMap((field) =>
      listOf(container.value[field]).flatMap((argument, index) => {
        const match = typeof argument === 'string' ? /^--?([\w-]{2,40})=(.{1,500})$/.exec(argument) : null;
        return match && SECRET_WORD.test(match[1] ?? '') && isLiteral(match[2])
          ? [{ name: `--${match[1]}`, path: [...container.path, field, index] }]
          : [];
      }),
    );
    return [...inEnvironment, ...inArguments].map(({ name, path }) => ({
      place: place(path),
      parameters: { object: objectName(object), name },
      key: `${container.name} ${name}`,
    }));
  });
}

function inConfigMap({ object, place }: RenderedItem): readonly Report[] {
  return Object.entries(recordOf(object['data'])).flatMap(([name, value]) =>
    SECRET_WORD.test(name) && isLiteral(value)
      ? [{ place: place(['data', name]), parameters: { object: objectName(object), name }, key: name }]
      : [],
  );
}

function isLiteral(value: unknown): boolean {
  return typeof value === 'string' && value !== '' && !isPlaceholder(value);
}
