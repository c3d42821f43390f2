import { containersOf } from '../../../manifest/pod-spec.ts';
import { imageParts } from '../../image-parts.ts';
import { objectName } from '../../object-name.ts';
import { defineRule } from '../../rule.ts';

/** The images of others too: the cluster runs none without. */
export const imageDigestPinned = defineRule({
  id: 'image-digest-pinned',
  group: 'image',
  severity: 'error',
  scope: 'rendered',
  evaluate: ({ object, overlay, place }, context) => {
    if (!context.isReleased(overlay)) return [];
    return containersOf(object).flatMap(({ image, name, path }) => {
      const parts = image === undefined ? undefined : imageParts(image);
      if (parts === undefined || parts.digest !== undefined) return [];
      return [{ place: place([...path, 'image']), parameters: { object: objectName(object), image }, key: name }];
    });
  },
});
