import { cleanSource, expandPattern, type CopySource } from './build-context.ts';
import type { ImageTree } from './image-tree.ts';
import { isPattern } from './path-pattern.ts';

/** The files of another stage or image, for COPY --from. */
export function openTreeSource(tree: ImageTree, place: string): CopySource {
  const namesIn = async (parent: string) => {
    const folder = tree.resolve(parent);
    const below = tree.below(folder).map((entry) => (folder === '' ? entry.path : entry.path.slice(folder.length + 1)));
    return below.filter((path) => !path.includes('/'));
  };
  return {
    place,
    find: async (pattern) => {
      const path = cleanSource(pattern);
      if (isPattern(path)) return await expandPattern(path.split('/'), namesIn);
      return path === '' || tree.get(tree.resolve(path)) ? [path] : [];
    },
    entries: async (path) => {
      const real = tree.resolve(path);
      const own =
        real === '' ? ({ kind: 'directory', path: '', mode: 0o755, uid: 0, gid: 0 } as const) : tree.get(real);
      if (own === undefined) return undefined;
      const below = own.kind === 'directory' ? tree.below(real) : [];
      return [
        { ...own, path: '' },
        ...below.map((entry) => ({ ...entry, path: real === '' ? entry.path : entry.path.slice(real.length + 1) })),
      ];
    },
  };
}
