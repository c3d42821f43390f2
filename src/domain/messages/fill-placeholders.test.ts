import { describe, expect, test } from 'vitest';
import { fillPlaceholders } from './fill-placeholders.ts';

describe('fillPlaceholders', () => {
  test.each([
    ['{a} and {b}', { a: 1, b: ['x', 'y'] }, '1 and x, y'],
    ['{a}', { a: { en: 'word', ko: '말' } }, 'word'],
    ['{missing} {__proto__} {a}', { a: {} }, '{missing} {__proto__} {a}'],
    ['{a}', { a: '{b} $& $1' }, '{b} $& $1'],
    ['{missing:file|files}', {}, '{missing} files'],
    ['{n:file|files}, {m:file|files}', { n: 1, m: 0 }, '1 file, 0 files'],
  ])('%s', (template, parameters, text) => {
    expect(fillPlaceholders(template, parameters)).toBe(text);
  });

  test.each([
    ['{a}을(를) 보세요', '한국', '한국을 보세요'],
    ['{a}을(를) 보세요', '나라', '나라를 보세요'],
    ['{a}이(가) 없음', 'hello', 'hello가 없음'],
    ['{a}이(가) 없음', 'admin', 'admin이 없음'],
    ['{a}은(는) 커밋', '2b610464', '2b610464는 커밋'],
    ['{a}은(는) 커밋', '2b610463', '2b610463은 커밋'],
    ['{a}(으)로 이동', '서울', '서울로 이동'],
    ['{a}(으)로 이동', '부산', '부산으로 이동'],
    ['{a}(으)로 이동', 'main', 'main으로 이동'],
    ['`{a}`을(를) 실행', 'lounge new', '`lounge new`를 실행'],
    ['{a}와(과) 같음', 'GET /health', 'GET /health와 같음'],
    ['{a}이(가) 다름', '…', '…이(가) 다름'],
    ['{missing}을(를)', '', '{missing}을(를)'],
  ])('%s with %s', (template, a, text) => {
    expect(fillPlaceholders(template, { a }, 'ko')).toBe(text);
  });
});
