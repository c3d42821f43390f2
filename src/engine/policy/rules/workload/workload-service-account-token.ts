import { podSpecOf, podSpecPath } from '../../../manifest/pod-spec.ts';
import { listOf, readField } from '../../../manifest/read-field.ts';
import { objectName } from '../../object-name.ts';
import { defineRule } from '../../rule.ts';

const TOKENS = ['serviceAccountToken', 'podCertificate'];

export const workloadServiceAccountToken = defineRule({
  id: 'workload-service-account-token',
  group: 'workload',
  severity: 'error',
  scope: 'rendered',
  evaluate: ({ object, place }) => {
    const pod = podSpecOf(object);
    const path = podSpecPath(object.kind);
    if (!pod || !path) return [];
    const projected = listOf(pod['volumes']).findIndex((volume) =>
      listOf(readField(volume, ['projected', 'sources'])).some((source) =>
        TOKENS.some((kind) => readField(source, [kind]) !== undefined),
      ),
    );
    const parameters = { object: objectName(object) };
    return [
      ...(pod['automountServiceAccountToken'] === false ? [] : [{ place: place(path), parameters }]),
      ...(projected < 0 ? [] : [{ place: place([...path, 'volumes', projected]), parameters, key: 'projected' }]),
    ];
  },
});
