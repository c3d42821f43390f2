import { folderOf } from '../../policy-context.ts';
import { normalisePath } from '../../normalise-path.ts';
import { defineRule } from '../../rule.ts';

/** A link may lead within its service, not out of it: neither to other services nor to the machine. */
export const scopeLinkOutside = defineRule({
  id: 'scope-link-outside',
  group: 'scope',
  severity: 'error',
  scope: 'repository',
  evaluate: ({ snapshot }) =>
    snapshot.files.flatMap(({ path, mode, text }) => {
      if (mode !== '120000') return [];
      const root = /^(apps|app-of-apps\/overlays)\/[^/]+(?=\/)/.exec(path)?.[0] ?? '';
      const target =
        text === undefined || text.startsWith('/') ? undefined : normalisePath(`${folderOf(path)}/${text.trim()}`);
      if (target !== undefined && (root === '' || target === root || target.startsWith(`${root}/`))) return [];
      return [{ place: { file: path }, parameters: { path, root: root === '' ? '.' : `${root}/` } }];
    }),
});
