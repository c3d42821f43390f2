import type { Language } from '../language.ts';

/** Values for the `{name}` placeholders of a message: text, numbers, lists of text, or a localized text. Others are left out. */
export type Parameters = Readonly<Record<string, unknown>>;

/** Replaces every `{name}`; lists are joined by commas, a localized text is put in by its language. An unknown placeholder stays visible. */
export function fillPlaceholders(template: string, parameters: Parameters, language: Language = 'en'): string {
  return template.replace(/\{(\w+)\}/g, (whole, name: string) => {
    const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
    return textOf(value, language) ?? whole;
  });
}

function textOf(value: unknown, language: Language): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(String).join(', ');
  if (typeof value !== 'object' || value === null || !(language in value)) return undefined;
  return String((value as Record<Language, unknown>)[language]);
}
