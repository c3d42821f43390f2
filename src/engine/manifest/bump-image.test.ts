import fc from 'fast-check';
import { describe, expect, test } from 'vitest';
import { parse } from 'yaml';
import { bumpImage } from './bump-image.ts';

const DIGEST = `sha256:${'a'.repeat(64)}`;
const BUMP = { name: 'hello', newName: '127.0.0.1:5000/ai-lounge/hello', newTag: 'v202601020304', digest: DIGEST };

describe('bumpImage', () => {
  const cases: [string, string, string][] = [
    [
      'replaces, each in its own quoting, and keeps comments',
      `# top\nimages: # list\n- name: hello # the base\n  newName: old/hello # where\n  newTag: "v1" # old\n  digest: 'sha256:0'\n# end\n`,
      `# top\nimages: # list\n- name: hello # the base\n  newName: ${BUMP.newName} # where\n  newTag: "v202601020304" # old\n  digest: '${DIGEST}'\n# end\n`,
    ],
    [
      'adds what is missing behind what is there',
      `images:\n  - newName: old # n\n    name: hello # c\nresources:\n  - ../../base\n`,
      `images:\n  - newName: ${BUMP.newName} # n\n    newTag: "v202601020304"\n    digest: ${DIGEST}\n    name: hello # c\nresources:\n  - ../../base\n`,
    ],
    [
      'keeps CRLF',
      'images:\r\n- name: hello\r\n',
      `images:\r\n- name: hello\r\n  newName: ${BUMP.newName}\r\n  newTag: "v202601020304"\r\n  digest: ${DIGEST}\r\n`,
    ],
    [
      'works without a last line break',
      'images:\n- name: hello',
      `images:\n- name: hello\n  newName: ${BUMP.newName}\n  newTag: "v202601020304"\n  digest: ${DIGEST}`,
    ],
    [
      'edits flow style',
      'images: [{name: hello, newTag: v1}]\n',
      `images: [{name: hello, newName: ${BUMP.newName}, newTag: v202601020304, digest: ${DIGEST}}]\n`,
    ],
    [
      'adds the entry',
      'images:\n- name: other\n  newTag: "1"\n# c\n',
      `images:\n- name: other\n  newTag: "1"\n- name: hello\n  newName: ${BUMP.newName}\n  newTag: "v202601020304"\n  digest: ${DIGEST}\n# c\n`,
    ],
    [
      'adds the list',
      'resources:\n- ../../base\n',
      `resources:\n- ../../base\nimages:\n- name: hello\n  newName: ${BUMP.newName}\n  newTag: "v202601020304"\n  digest: ${DIGEST}\n`,
    ],
    [
      'fills an empty value',
      'images:\n- name: hello\n  newName: a\n  newTag: # later\n  digest:\n',
      `images:\n- name: hello\n  newName: ${BUMP.newName}\n  newTag: v202601020304 # later\n  digest: ${DIGEST}\n`,
    ],
    [
      'fills an empty list',
      'images: []\n',
      `images: [{ name: hello, newName: ${BUMP.newName}, newTag: "v202601020304", digest: ${DIGEST} }]\n`,
    ],
    [
      'fills images without a value',
      'images: # none\nresources: []\n',
      `images: # none\n- name: hello\n  newName: ${BUMP.newName}\n  newTag: "v202601020304"\n  digest: ${DIGEST}\nresources: []\n`,
    ],
  ];
  test.each(cases)('%s', (_title, before, after) => {
    expect(bumpImage(before, BUMP)).toBe(after);
  });

  test('quotes a tag that would be read as a number', () => {
    const edited = bumpImage('images:\n- {name: hello, newName: a, newTag: v1, digest: b}\n', {
      ...BUMP,
      newTag: '202601020304',
    });
    expect(parse(edited).images[0].newTag).toBe('202601020304');
  });

  test.each([
    ['a list', '- a\n', /a kustomization is a map/],
    ['images as a map', 'images: {a: b}\n', /line 1: images must be a list/],
    ['an anchor', 'images:\n- name: hello\n  newTag: &a v1\n', /line 3: .*anchors/],
    ['a key twice', 'images: []\nimages: []\n', /unique/],
    ['broken YAML', 'images: [\n', /kustomization\.yaml, line/],
  ])('refuses %s', (_title, text, problem) => {
    expect(() => bumpImage(text, BUMP)).toThrow(problem);
  });

  const word = fc.stringMatching(/^[a-z]([a-z0-9-]{0,8}[a-z0-9])?$/);
  const quoted = fc.tuple(word, fc.constantFrom('', '"', "'")).map(([text, quote]) => `${quote}${text}${quote}`);
  const comment = fc.constantFrom('', ' # note', '   # images: [x]');
  const field = (name: string) =>
    fc.option(
      fc.tuple(quoted, comment).map(([value, note]) => ({ name, value, note })),
      { nil: undefined },
    );
  const entry = fc.record({
    name: fc.constantFrom('hello', '"hello"', 'other', 'third'),
    newName: field('newName'),
    newTag: field('newTag'),
    digest: field('digest'),
    flow: fc.boolean(),
    order: fc.boolean(),
  });
  const kustomization = fc.record({
    entries: fc.uniqueArray(entry, { selector: (item) => item.name.replaceAll('"', ''), maxLength: 3 }),
    head: fc.constantFrom('', '# head\n', 'namespace: a\n'),
    tail: fc.constantFrom('', '# tail\n', 'resources:\n- ../base # b\n', 'patches:\n- patch: |-\n    a: b\n'),
    indent: fc.constantFrom('', '  ', '    '),
    crlf: fc.boolean(),
  });

  function write({
    entries,
    head,
    tail,
    indent,
    crlf,
  }: typeof kustomization extends fc.Arbitrary<infer T> ? T : never): string {
    const lines = entries.flatMap(({ name, newName, newTag, digest, flow, order }) => {
      const own = [{ name: 'name', value: name, note: '' }, newName, newTag, digest].filter(
        (item) => item !== undefined,
      );
      const fields = order ? own : own.toReversed();
      if (flow) return [`${indent}- { ${fields.map((item) => `${item.name}: ${item.value}`).join(', ')} } # flow`];
      return fields.map(
        (item, index) => `${indent}${index === 0 ? '- ' : '  '}${item.name}: ${item.value}${item.note}`,
      );
    });
    const text = `${head}${lines.length > 0 ? `images:\n${lines.join('\n')}\n` : ''}${tail}`;
    return crlf ? text.replaceAll('\n', '\r\n') : text;
  }

  test('property: the data is as asked, everything else stays byte for byte', () => {
    fc.assert(
      fc.property(kustomization, (shape) => {
        const before = write(shape);
        const after = bumpImage(before, BUMP);
        const expected = parse(before) ?? {};
        const images: Record<string, unknown>[] = expected.images ?? [];
        const found = images.find((item) => item['name'] === 'hello');
        if (found) Object.assign(found, BUMP);
        else images.push(BUMP);
        expect(parse(after)).toEqual({ ...expected, images });
        expect(withoutBump(after)).toBe(withoutBump(before));
        expect(bumpImage(after, BUMP)).toBe(after);
        if (shape.crlf && before !== '') expect(after.replaceAll('\r\n', '')).not.toContain('\n');
      }),
      { numRuns: 500 },
    );
  });

  /** What no bump may touch: comments, and all lines of others. */
  function withoutBump(text: string): string {
    const comments = text.match(/#.*/g) ?? [];
    const others = text
      .split(/\r?\n/)
      .filter((line) => /other|third|head|tail|patch|a: b|namespace|base/.test(line) && !line.includes('hello'));
    return JSON.stringify([comments, others]);
  }
});
