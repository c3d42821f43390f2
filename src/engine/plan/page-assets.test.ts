import fc from 'fast-check';
import { expect, it } from 'vitest';
import { assetsOf } from './page-assets.ts';

it.each([
  [
    'scripts and styles',
    '<link rel="stylesheet" href="style.css"><script src="/app.js"></script>',
    '/',
    ['/style.css', '/app.js'],
  ],
  ['relative to the page', "<img src='../logo.png?x=1&amp;y=2'>", '/docs/index.html', ['/logo.png?x=1&y=2']],
  [
    'other sites are not ours',
    '<script src="https://elsewhere.example/x.js"></script><img src="data:image/png;base64,AA">',
    '/',
    [],
  ],
  ['each once', '<img src="a.png"><img src="a.png">', '/', ['/a.png']],
  ['links to pages are no assets', '<a href="/other">x</a>', '/', []],
])('%s', (_name, html, path, assets) => expect(assetsOf(html, path)).toEqual(assets));

it('never throws', () => {
  fc.assert(fc.property(fc.string(), (html) => Array.isArray(assetsOf(`<img src="${html}">${html}`, '/'))));
});
