import { describe, expect, it } from 'vitest';
import { messageGroups } from '../src/domain/messages/define-messages.ts';
import { errorMessages } from '../src/domain/messages/errors/index.ts';
import { verdictMessages } from '../src/domain/messages/verdict.ts';
import { operations } from '../src/operations/index.ts';
import { say } from '../src/surfaces/cli/messages.ts';

const placeholders = (text: string) => [...new Set(text.match(/\{\w+/g) ?? [])].toSorted((a, b) => a.localeCompare(b));
/** Korean for people: something besides ASCII, unless the sentence is made of placeholders, names and commands alone. */
const isTranslated = (en: string, ko: string) => /[가-힣]/.test(ko) || en === ko;

function expectBoth(name: string, en: string, ko: string): void {
  expect.soft(en.trim(), `${name} en`).not.toBe('');
  expect.soft(ko.trim(), `${name} ko`).not.toBe('');
  expect.soft(placeholders(ko), `${name}: placeholders`).toEqual(placeholders(en));
  expect.soft(isTranslated(en, ko), `${name}: Korean`).toBe(true);
}

const loaded = await Promise.all(operations.map((entry) => entry.load()));

describe('every sentence is there in English and Korean, with the same placeholders', () => {
  it('groups of operations and surfaces', () => {
    expect(say('ko', 'hint')).toBe('도움말');
    expect(messageGroups.length).toBeGreaterThan(10);
    for (const group of messageGroups)
      for (const [key, text] of Object.entries(group)) expectBoth(key, text.en, text.ko);
  });

  it('errors', () => {
    for (const [code, text] of Object.entries(errorMessages)) {
      expectBoth(code, text.en.message, text.ko.message);
      expectBoth(`${code} hint`, text.en.hint, text.ko.hint);
    }
  });

  it('verdicts', () => {
    for (const [code, text] of Object.entries(verdictMessages)) {
      for (const part of ['message', 'next', 'meaning', 'investigate', 'remedy'] as const)
        expectBoth(`${code} ${part}`, text.en[part], text.ko[part]);
    }
  });

  it.each(loaded.map((operation) => [operation.name, operation] as const))(
    '%s: summary and every field',
    (_name, operation) => {
      expectBoth('summary', operation.summary.en, operation.summary.ko);
      expect(new Set(Object.keys(operation.fields))).toEqual(new Set(Object.keys(operation.input.shape)));
      for (const [field, text] of Object.entries(operation.fields)) expectBoth(field, text.en, text.ko);
      expect(operation.examples.length).toBeGreaterThan(0);
    },
  );
});
