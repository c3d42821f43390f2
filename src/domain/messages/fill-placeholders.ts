import type { Language } from '../language.ts';
import type { LocalizedText } from './localized-text.ts';

/** Values for the `{name}` placeholders of a message. A localized text is put in by its language. */
export type Parameters = Readonly<Record<string, string | number | readonly string[] | LocalizedText | undefined>>;

/** Replaces every `{name}`; lists are joined by commas. An unknown placeholder stays visible. */
export function fillPlaceholders(template: string, parameters: Parameters, language: Language = 'en'): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    if (value === undefined) return whole;
    if (typeof value !== 'object') return String(value);
    return 'en' in value ? value[language] : value.join(', ');
  });
}
