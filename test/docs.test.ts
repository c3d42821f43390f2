import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { dirname, join } from 'node:path';
import { describe, expect, it } from 'vitest';
import { generatePages } from '../scripts/docs/pages.ts';

const pages = await generatePages();

describe('generated pages', () => {
  it.each(Object.keys(pages))('%s is what `node scripts/docs.ts` writes', (path) => {
    expect(readFileSync(path, 'utf8') === pages[path], 'run `node scripts/docs.ts`').toBe(true);
  });

  it('names a rule or the judge, and a verdict, for every reason', () => {
    expect(pages['docs/verdict.md']).not.toMatch(/^\| \[\w+\]\S+ \| – \|/m);
  });
});

describe('links between pages', () => {
  const files = ['.', 'docs', 'docs/decisions'].flatMap((folder) =>
    readdirSync(folder)
      .filter((name) => name.endsWith('.md'))
      .map((name) => join(folder, name)),
  );
  it.each(files)('%s links to what exists', (file) => {
    const links = [...readFileSync(file, 'utf8').matchAll(/(?<!\\)\]\((?!https?:|mailto:|#)([^)#\s]+)/g)].map(
      (match) => match[1] ?? '',
    );
    expect(links.filter((link) => !existsSync(join(dirname(file), link)))).toEqual([]);
  });
});
