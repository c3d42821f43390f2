import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { LoungeError } from '../../domain/errors.ts';
import { formatEnvironmentValue } from './format-environment-value.ts';
import { parseEnvironmentFile } from './parse-environment-file.ts';
import { renderExample } from './render-example.ts';

function read(text: string): Record<string, string> {
  return Object.fromEntries([...parseEnvironmentFile(text).values].map(([name, { value }]) => [name, value]));
}

describe('parseEnvironmentFile', () => {
  test.each([
    ['plain', 'A=b', { A: 'b' }],
    ['empty', 'A=\nB=""\nC=\'\'', { A: '', B: '', C: '' }],
    ['= in a value', 'A=b=c==', { A: 'b=c==' }],
    ['a comment', 'A=b # c\n# x\n  # y\nB=b#c\nC=# c', { A: 'b', B: 'b#c', C: '' }],
    ['# in quotes', `A="b # c" # d\nB='b # c'`, { A: 'b # c', B: 'b # c' }],
    ['CRLF and a byte order mark', '\uFEFFA=1\r\nB="2"\r\n', { A: '1', B: '2' }],
    ['export and blanks', 'export A=1\n  B = 2 ', { A: '1', B: '2' }],
    [
      'nothing is executed',
      'A=$(rm -rf /)\nB=`id`\nC=${HOME}\nD="$(id)"',
      { A: '$(rm -rf /)', B: '`id`', C: '${HOME}', D: '$(id)' },
    ],
    ['escapes', String.raw`A="a\n\t\"\\\$\x"` + '\n' + String.raw`B='a\n'`, { A: 'a\n\t"\\$\\x', B: 'a\\n' }],
    ['several lines', 'A="a\n# no comment\r\nb"\nB=1', { A: 'a\n# no comment\nb', B: '1' }],
    ['a quote inside', `A=it's\nB=a"b`, { A: "it's", B: 'a"b' }],
    ['other scripts', 'A=비밀 번호', { A: '비밀 번호' }],
  ])('%s', (_title, text, expected) => {
    expect(read(text)).toEqual(expected);
  });

  test('lines are kept', () => {
    expect(parseEnvironmentFile('A="1\n2"\n\nB=3').values.get('B')).toEqual({ value: '3', line: 4 });
  });

  test('prototype names are names', () => {
    expect(parseEnvironmentFile('__proto__=1\nconstructor=2').values.get('__proto__')?.value).toBe('1');
  });

  test.each([
    ['no =', 'A=1\nhello', 2, /not NAME=value/],
    ['a bad name', '1A=2', 1, /does not start with a digit/],
    ['a name with a blank', 'A B=2', 1, /name is made of/],
    ['a name twice', 'A=1\n\nA=2', 3, /already set on line 1/],
    ['an open single quote', "A='x\nB='", 1, /never closed/],
    ['an open double quote', 'B=1\nA="x\ny', 2, /never closed/],
    ['text behind a quote', 'A="x\ny"z', 2, /behind the closing quote/],
    ['NUL', 'A=\0', 1, /NUL/],
    ['too much', `A=${'x'.repeat(300_000)}`, 1, /256 KiB/],
  ])('refuses %s', (_title, text, line, problem) => {
    try {
      parseEnvironmentFile(text);
    } catch (error) {
      expect(error).toBeInstanceOf(LoungeError);
      const { code, parameters, message } = error as LoungeError;
      expect({ code, line: parameters['line'] }).toEqual({ code: 'ENV_INVALID', line });
      expect(message).toMatch(problem);
      return;
    }
    throw new Error('nothing was refused');
  });

  test('property: what is written reads back', () => {
    const text = fc.string({
      unit: fc.constantFrom('a', ' ', '#', '"', "'", '\\', '$', '`', '=', '\n', '\t', '(', '가', 'n'),
      maxLength: 20,
    });
    fc.assert(
      fc.property(text, (value) => {
        expect(read(`A=${formatEnvironmentValue(value)}\nB=1`)).toEqual({ A: value, B: '1' });
      }),
      { numRuns: 1000 },
    );
  });

  test('fuzz: any text is read or refused, never anything else', () => {
    const noise = fc.string({
      unit: fc.constantFrom('A', '=', '"', "'", '#', '\\', '\n', '\r', ' ', 'export ', '\0', '\uFEFF', '$('),
      maxLength: 40,
    });
    fc.assert(
      fc.property(noise, (text) => {
        try {
          parseEnvironmentFile(text);
        } catch (error) {
          expect(error).toBeInstanceOf(LoungeError);
        }
      }),
      { numRuns: 2000 },
    );
  });
});

test('renderExample reads back as placeholders', () => {
  const text = renderExample([
    { name: 'TZ_ZONE', comment: 'Time zone of tags', example: 'Asia/Seoul' },
    { name: 'REGISTRY_PASSWORD', comment: 'Password' },
  ]);
  expect(read(text)).toEqual({ TZ_ZONE: 'Asia/Seoul', REGISTRY_PASSWORD: 'YOUR-REGISTRY_PASSWORD' });
});
