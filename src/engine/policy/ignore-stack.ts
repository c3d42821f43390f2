import ignore, { type Ignore } from 'ignore';
import { folderOf } from './policy-context.ts';
import type { PolicyFile } from './snapshot.ts';

/** Whether git ignores a path, by all .gitignore files of the tree: deeper ones win. */
export function createIgnoreStack(files: readonly PolicyFile[]): (path: string) => boolean {
  const matchers = new Map<string, Ignore>();
  for (const { path, text } of files) {
    if (/(^|\/)\.gitignore$/.test(path) && text !== undefined) matchers.set(folderOf(path), matcherOf(text));
  }
  return (path) => {
    let ignored = false;
    for (const folder of foldersOf(path)) {
      const relative = folder === '' ? path : path.slice(folder.length + 1);
      const result = matchers.get(folder)?.test(relative);
      if (result?.ignored) ignored = true;
      if (result?.unignored) ignored = false;
    }
    return ignored;
  };
}

function matcherOf(text: string): Ignore {
  return ignore().add(text.replace(/^\uFEFF/, ''));
}

function foldersOf(path: string): readonly string[] {
  const parts = path.split('/').slice(0, -1);
  return ['', ...parts.map((_, index) => parts.slice(0, index + 1).join('/'))];
}
