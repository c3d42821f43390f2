import type { Language } from '../language.ts';
import { fillPlaceholders, type Parameters } from './fill-placeholders.ts';
import type { LocalizedText } from './localized-text.ts';

/** One sentence in every language. */
export type Text = LocalizedText;
export type Messages = Readonly<Record<string, Text>>;

/** Every group of messages that was defined, for the test that proves them complete. */
export const messageGroups: Messages[] = [];

/** Defines a group of sentences; the result says one of them in a language, placeholders filled. */
export function defineMessages<M extends Messages>(
  messages: M,
): (language: Language, key: keyof M, parameters?: Parameters) => string {
  messageGroups.push(messages);
  return (language, key, parameters = {}) =>
    fillPlaceholders(messages[key]?.[language] ?? String(key), parameters, language);
}
