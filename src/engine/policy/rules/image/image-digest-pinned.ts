import { containersOf } from '../../../manifest/pod-spec.ts';
import { imageParts, isOwnImage } from '../../image-parts.ts';
import { objectName } from '../../object-name.ts';
import { defineRule } from '../../rule.ts';

/** The lounge’s own images; those of others are pinned by a fixed tag at least. */
export const imageDigestPinned = defineRule({
  id: 'image-digest-pinned',
  group: 'image',
  severity: 'error',
  scope: 'rendered',
  evaluate: ({ object, overlay, place }, context) => {
    if (!context.isReleased(overlay)) return [];
    return containersOf(object).flatMap(({ image, name, path }) => {
      if (image === undefined || !isOwnImage(context.config, image) || imageParts(image)?.digest !== undefined)
        return [];
      return [{ place: place([...path, 'image']), parameters: { object: objectName(object), image }, key: name }];
    });
  },
});
