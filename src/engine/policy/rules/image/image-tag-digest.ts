import { containersOf } from '../../../manifest/pod-spec.ts';
import { imageParts } from '../../image-parts.ts';
import { objectName } from '../../object-name.ts';
import { defineRule } from '../../rule.ts';

/** Only where the registry was asked: a tag that stands beside the digest of another image tells a version that does not run. */
export const imageTagDigest = defineRule({
  id: 'image-tag-digest',
  group: 'image',
  severity: 'error',
  scope: 'rendered',
  evaluate: ({ object, place }, { snapshot }) =>
    containersOf(object).flatMap(({ image, name, path }) => {
      const fact = image === undefined ? undefined : snapshot.pinnedImages?.get(image);
      const { tag, digest } = imageParts(image ?? '') ?? {};
      if (fact === undefined || tag === undefined || digest === undefined || fact.tagged.includes(digest)) return [];
      // Neither is there: that it cannot be pulled is seen when it runs.
      if (fact.tagged.length === 0 && !fact.hasDigest) return [];
      const named = fact.tagged[0] ?? '–';
      return [
        { place: place([...path, 'image']), parameters: { object: objectName(object), tag, digest, named }, key: name },
      ];
    }),
});
