import { ServiceName } from '../../../../domain/names.ts';
import { LAYOUT } from '../../../manifest/layout.ts';
import { defineRule } from '../../rule.ts';

export const repoServiceName = defineRule({
  id: 'repo-service-name',
  group: 'repository',
  severity: 'error',
  scope: 'repository',
  evaluate: ({ services }) => {
    const folders = [
      ...[...services.sources].map((name) => ({ name, folder: LAYOUT.apps })),
      ...[...services.manifests].map((name) => ({ name, folder: LAYOUT.overlays })),
    ];
    return folders
      .filter(({ name }) => !ServiceName.safeParse(name).success)
      .map(({ name, folder }) => ({ place: { file: `${folder}/${name}` }, parameters: { name } }));
  },
});
