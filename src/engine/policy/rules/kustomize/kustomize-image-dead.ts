import { listOf, readField, textOf } from '../../../manifest/read-field.ts';
import { containersOf } from '../../../manifest/pod-spec.ts';
import { normalisePath } from '../../normalise-path.ts';
import { folderOf, isKustomizationPath, type PolicyContext } from '../../policy-context.ts';
import { defineRule } from '../../rule.ts';

/**
 * An entry must match an image of what its kustomization reads, at that stage: a base that renames an image already makes
 * the overlay’s old name dead. kustomize itself says nothing.
 */
export const kustomizeImageDead = defineRule({
  id: 'kustomize-image-dead',
  group: 'kustomize',
  severity: 'error',
  scope: 'file',
  accepts: (path) => isKustomizationPath(path) && path.startsWith('app-of-apps/'),
  evaluate: ({ path }, context) => {
    const document = context.yaml(path).documents[0];
    const entries = listOf(readField(document?.value, ['images']));
    if (!document || entries.length === 0) return [];
    const found = imageNamesOf(path, context, new Set());
    if (found === undefined) return [];
    const names = new Set(found);
    return entries.flatMap((entry, index) => {
      const name = textOf(readField(entry, ['name']));
      const isAlive = name !== undefined && names.has(name);
      const newName = textOf(readField(entry, ['newName']));
      if (isAlive && newName !== undefined) {
        names.delete(name);
        names.add(newName);
      }
      if (isAlive) return [];
      const line = document.lineOf(['images', index]);
      return [
        {
          place: { file: path, line },
          parameters: { name: name ?? '', found: [...names].toSorted() },
          key: name ?? String(index),
        },
      ];
    });
  },
});

/** Names (without tag) of the images that the resources of a kustomization bring; undefined where it reads what is not in the tree. */
function imageNamesOf(path: string, context: PolicyContext, seen: Set<string>): readonly string[] | undefined {
  if (seen.has(path)) return undefined;
  seen.add(path);
  const value = context.yaml(path).documents[0]?.value;
  const resources = ['resources', 'bases', 'components'].flatMap((field) => listOf(readField(value, [field])));
  const lists = resources.map((resource) => namesBehind(`${folderOf(path)}/${String(resource)}`, context, seen));
  return lists.some((list) => list === undefined) ? undefined : lists.flatMap((list) => list ?? []);
}

function namesBehind(resource: string, context: PolicyContext, seen: Set<string>): readonly string[] | undefined {
  const path = normalisePath(resource);
  if (path === undefined) return undefined;
  if (context.file(path)) return context.yaml(path).documents.flatMap(({ value, kind }) => namesIn(value, kind));
  const inner = context
    .below(path)
    .find((file) => isKustomizationPath(file.path) && folderOf(file.path) === path)?.path;
  if (inner === undefined) return undefined;
  const names = imageNamesOf(inner, context, seen);
  return names && renamed(names, listOf(readField(context.yaml(inner).documents[0]?.value, ['images'])));
}

function namesIn(value: unknown, kind: string | undefined): readonly string[] {
  const object = { ...(value as object), kind: kind ?? '' };
  return containersOf(object).flatMap(({ image }) =>
    image === undefined ? [] : [image.replace(/@.*$/, '').replace(/:[^:/]*$/, '')],
  );
}

function renamed(names: readonly string[], entries: readonly unknown[]): readonly string[] {
  return names.map((name) => {
    const entry = entries.find((item) => readField(item, ['name']) === name);
    return textOf(readField(entry, ['newName'])) ?? name;
  });
}
