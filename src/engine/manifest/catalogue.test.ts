import { expect, test } from 'vitest';
import { CATALOGUE_END, CATALOGUE_START, renderCatalogue, type CatalogueRow } from './catalogue.ts';

const ROW: CatalogueRow = {
  service: 'hello',
  description: 'says hello | <b>\nto all',
  environment: 'production',
  tag: 'v202601020304',
  digest: `sha256:${'a'.repeat(64)}`,
  commit: 'c'.repeat(40),
  address: 'hello.ai-lounge:80',
  provenAt: Date.UTC(2026, 0, 2, 3, 4),
};

test('replaces what is between the markers and nothing else', () => {
  const before = `# Mine\n\n${CATALOGUE_START}\nold\n${CATALOGUE_END}\ntail | x  \n\n`;
  const after = renderCatalogue(before, [{ ...ROW, service: 'zeta' }, ROW], 'en');
  expect(after.startsWith(`# Mine\n\n${CATALOGUE_START}\n| Service | `)).toBe(true);
  expect(after.endsWith(`\n${CATALOGUE_END}\ntail | x  \n\n`)).toBe(true);
  expect(after).toContain(
    '| hello | production | `v202601020304` (`sha256:aaaaaaaaaaaa`) | `hello.ai-lounge:80` | – | `cccccccc` | 2026-01-02 03:04Z | says hello \\| &lt;b> to all |',
  );
  expect(after.indexOf('| hello')).toBeLessThan(after.indexOf('| zeta'));
  expect(renderCatalogue(after, [ROW, { ...ROW, service: 'zeta' }], 'en')).toBe(after);
});

test('adds the section where there is none, keeps CRLF, says when nothing is proven', () => {
  expect(renderCatalogue('# A\n', [], 'ko')).toBe(
    `# A\n\n## 서비스 카탈로그\n\n${CATALOGUE_START}\n아직 검증된 릴리스가 없습니다.\n${CATALOGUE_END}\n`,
  );
  expect(renderCatalogue('# A\r\n', [ROW], 'en').replaceAll('\r\n', '')).not.toContain('\n');
});
