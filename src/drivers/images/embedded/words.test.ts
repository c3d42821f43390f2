import fc from 'fast-check';
import { describe, expect, it } from 'vitest';
import { ExpansionFailure, expandText, expandWords, splitWords } from './words.ts';

const variables = new Map([
  ['A', 'one'],
  ['EMPTY', ''],
  ['SPACED', 'x y'],
]);
const lookup = (name: string) => variables.get(name);

describe('variables', () => {
  it.each([
    ['$A', 'one'],
    ['${A}b', 'oneb'],
    ['$Ab', ''],
    ['${A:-two}', 'one'],
    ['${NONE:-two}', 'two'],
    ['${EMPTY:-two}', 'two'],
    ['${EMPTY-two}', ''],
    ['${NONE-two}', 'two'],
    ['${A:+yes}', 'yes'],
    ['${EMPTY:+yes}', ''],
    ['${EMPTY+yes}', 'yes'],
    ['${NONE:-${A:-x}}', 'one'],
    ['${NONE:-a b}', 'a b'],
    [String.raw`\$A`, '$A'],
    ["'$A'", '$A'],
    ['"$A b"', 'one b'],
    [String.raw`"a\"b\c"`, String.raw`a"b\c`],
    ['cost: 5$', 'cost: 5$'],
    ['${__proto__}', ''],
  ])('%s → %s', (text, expected) => {
    expect(expandText(text, lookup)).toBe(expected);
  });

  it.each(["'open", '"open', '${A', '${A!x}', '${}', '${NONE:?must be set}'])('refuses %s', (text) => {
    expect(() => expandText(text, lookup)).toThrow(ExpansionFailure);
  });

  it('takes the other escape character', () => {
    expect(expandText('C:\\dir`$A', lookup, '`')).toBe('C:\\dir$A');
  });
});

describe('words', () => {
  it.each([
    ['a  b', ['a', 'b']],
    ['"a b" c', ['a b', 'c']],
    ['a\\ b', ['a b']],
    ['$SPACED', ['x y']],
    ['$EMPTY a ""', ['a', '']],
    ['  ', []],
  ])('%s', (text, expected) => {
    expect(expandWords(text, lookup)).toEqual(expected);
  });

  it('splits before expanding, quotes kept', () => {
    expect(splitWords('a="b c" d=$A e=\'f g\'')).toEqual(['a="b c"', 'd=$A', "e='f g'"]);
  });
});

describe('any text', () => {
  it('that is quoted comes out as it went in', () => {
    fc.assert(
      fc.property(
        fc.string({ unit: 'binary' }).filter((text) => !text.includes("'")),
        (text) => expandText(`'${text}'`, lookup) === text,
      ),
    );
  });

  it('is expanded or refused, never anything else', () => {
    const piece = fc.constantFrom('$', '{', '}', ':', '-', '+', '?', 'A', 'NONE', '"', "'", '\\', ' ', 'x');
    fc.assert(
      fc.property(fc.array(piece, { maxLength: 30 }), (pieces) => {
        try {
          expandWords(pieces.join(''), lookup);
        } catch (error) {
          expect(error).toBeInstanceOf(ExpansionFailure);
        }
      }),
    );
  });
});
