import { registryOf } from '../../../../domain/lounge-config.ts';
import { containersOf, podSpecOf, podSpecPath } from '../../../manifest/pod-spec.ts';
import { parseOverlayFolder, PULL_SECRET } from '../../../manifest/layout.ts';
import { listOf } from '../../../manifest/read-field.ts';
import { isOwnImage } from '../../image-parts.ts';
import { objectName } from '../../object-name.ts';
import { defineRule } from '../../rule.ts';

export const imagePullSecretMissing = defineRule({
  id: 'image-pull-secret-missing',
  group: 'image',
  severity: 'warning',
  scope: 'rendered',
  evaluate: ({ object, overlay, place }, { config }) => {
    const pod = podSpecOf(object);
    const path = podSpecPath(object.kind);
    if (!pod || !path || listOf(pod['imagePullSecrets']).length > 0) return [];
    if (!containersOf(object).some(({ image }) => image !== undefined && isOwnImage(config, image))) return [];
    return [
      {
        place: place(path),
        parameters: {
          object: objectName(object),
          registry: registryOf(config, parseOverlayFolder(overlay)?.environment).url,
          secret: PULL_SECRET,
        },
      },
    ];
  },
});
