import { containersOf } from '../../../manifest/pod-spec.ts';
import { parseOverlayFolder, imageName } from '../../../manifest/layout.ts';
import { imageParts, isAllowedImage } from '../../image-parts.ts';
import { objectName } from '../../object-name.ts';
import { defineRule } from '../../rule.ts';
import type { LoungeConfig } from '../../../../domain/lounge-config.ts';

export const imageRepositoryPath = defineRule({
  id: 'image-repository-path',
  group: 'image',
  severity: 'error',
  scope: 'rendered',
  evaluate: ({ object, overlay, place }, { config }) =>
    containersOf(object).flatMap(({ image, name, path }) => {
      const { environment, service = name } = parseOverlayFolder(overlay) ?? {};
      if (image === undefined || /[$]/.test(image) || isAllowed(config, image, environment)) return [];
      const parameters = { object: objectName(object), image, expected: imageName(config, service, environment) };
      return [{ place: place([...path, 'image']), parameters, key: name }];
    }),
});

function isAllowed(config: LoungeConfig, image: string, environment: string | undefined): boolean {
  const parts = imageParts(image);
  if (!parts) return false;
  return isAllowedImage(config, `${parts.registry}/${parts.repository}`, environment);
}
