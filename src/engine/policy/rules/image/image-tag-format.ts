import { containersOf } from '../../../manifest/pod-spec.ts';
import { imageParts, isOwnImage } from '../../image-parts.ts';
import { objectName } from '../../object-name.ts';
import { defineRule } from '../../rule.ts';

export const imageTagFormat = defineRule({
  id: 'image-tag-format',
  group: 'image',
  severity: 'error',
  scope: 'rendered',
  evaluate: ({ object, overlay, place }, context) => {
    if (!context.isReleased(overlay)) return [];
    return containersOf(object).flatMap(({ image, name, path }) => {
      if (image === undefined || !isOwnImage(context.config, image)) return [];
      const tag = imageParts(image)?.tag;
      if (tag === undefined || isReleaseTag(tag)) return [];
      return [{ place: place([...path, 'image']), parameters: { object: objectName(object), tag }, key: name }];
    });
  },
});

/** `v<YYYYMMDDHHMM>`, a minute that exists. */
function isReleaseTag(tag: string): boolean {
  const match = /^v(\d{4})(\d{2})(\d{2})(\d{2})(\d{2})$/.exec(tag);
  if (!match) return false;
  const [year = 0, month = 0, day = 0, hour = 0, minute = 0] = match.slice(1).map(Number);
  const date = new Date(Date.UTC(year, month - 1, day, hour, minute));
  return (
    year >= 2020 &&
    year < 2100 &&
    hour < 24 &&
    minute < 60 &&
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === day
  );
}
