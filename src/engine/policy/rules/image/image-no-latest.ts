import { containersOf } from '../../../manifest/pod-spec.ts';
import { imageParts, MOVING_TAGS } from '../../image-parts.ts';
import { objectName } from '../../object-name.ts';
import { defineRule } from '../../rule.ts';

export const imageNoLatest = defineRule({
  id: 'image-no-latest',
  group: 'image',
  severity: 'error',
  scope: 'rendered',
  evaluate: ({ object, overlay, place }, context) => {
    if (!context.isReleased(overlay)) return [];
    return containersOf(object).flatMap(({ image, name, path }) => {
      const parts = image === undefined ? undefined : imageParts(image);
      if (!parts || parts.digest !== undefined || (parts.tag !== undefined && !MOVING_TAGS.has(parts.tag))) return [];
      return [{ place: place([...path, 'image']), parameters: { object: objectName(object), image }, key: name }];
    });
  },
});
