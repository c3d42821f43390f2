import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { createBatchParser, type GitObject } from './parse-batch.ts';

const HASH = 'a'.repeat(40);

function parsed(output: Buffer, cuts: readonly number[], mostBytes = 1000): (GitObject | undefined)[] {
  const found: (GitObject | undefined)[] = [];
  const parse = createBatchParser(mostBytes, (object) => found.push(object));
  const places = [...new Set(cuts.map((cut) => cut % (output.length + 1)))].toSorted((a, b) => a - b);
  let from = 0;
  for (const to of [...places, output.length]) {
    parse(output.subarray(from, to));
    from = to;
  }
  return found;
}

function printed(content: Buffer | undefined): Buffer {
  if (content === undefined) return Buffer.from(`${HASH}:a path with spaces missing\n`);
  return Buffer.concat([Buffer.from(`${HASH} blob ${content.length}\n`), content, Buffer.from('\n')]);
}

describe('what git cat-file --batch prints', () => {
  test('is read the same in pieces of any size', () => {
    const contents = fc.array(
      fc.option(
        fc.uint8Array({ maxLength: 50 }).map((bytes) => Buffer.from(bytes)),
        { nil: undefined },
      ),
    );
    fc.assert(
      fc.property(contents, fc.array(fc.nat(), { maxLength: 20 }), (wanted, cuts) => {
        const found = parsed(Buffer.concat(wanted.map(printed)), cuts);
        expect(found.map((object) => object?.content)).toEqual(wanted);
      }),
    );
  });

  test('content that looks like a header is content', () => {
    const content = printed(Buffer.from('inner'));
    expect(parsed(Buffer.concat([printed(content), printed(undefined)]), [])).toMatchObject([
      { hash: HASH, type: 'blob', size: content.length, content },
      undefined,
    ]);
  });

  test('what is larger than wanted is passed over, and what follows is read', () => {
    const output = Buffer.concat([printed(Buffer.alloc(11)), printed(Buffer.from('small'))]);
    expect(parsed(output, [60, 61, 62], 10)).toMatchObject([
      { size: 11, content: undefined },
      { content: Buffer.from('small') },
    ]);
  });
});
