import type { Language } from '../language.ts';
import { PARTICLE, particleAfter } from './korean-particle.ts';

/** Values for the `{name}` placeholders of a message: text, numbers, lists of text, or a localized text. Others are left out. */
export type Parameters = Readonly<Record<string, unknown>>;

/** `{name}`, or `{count:file|files}`: the number with the word in the form for one or for many. */
const PLACEHOLDER = String.raw`\{(\w+)(?::([^|{}]*)\|([^{}]*))?\}`;
const WITH_PARTICLE = new RegExp(`${PLACEHOLDER}(?:${PARTICLE})?`, 'g');

/**
 * Replaces every placeholder; lists are joined by commas, a localized text is put in by its language, a Korean particle
 * written with both forms takes the one that fits. An unknown placeholder stays visible.
 */
export function fillPlaceholders(template: string, parameters: Parameters, language: Language = 'en'): string {
  return template.replace(
    WITH_PARTICLE,
    (whole, name: string, one?: string, many?: string, enclosing = '', particle?: string) => {
      const value = Object.hasOwn(parameters, name) ? parameters[name] : undefined;
      const text = textOf(value, language);
      if (text === undefined) return many === undefined ? whole : `{${name}} ${many}${enclosing}${particle ?? ''}`;
      const counted = one === undefined ? text : `${text} ${text === '1' ? one : many}`;
      return `${counted}${enclosing}${particle === undefined ? '' : particleAfter(text, particle)}`;
    },
  );
}

function textOf(value: unknown, language: Language): string | undefined {
  if (typeof value === 'string' || typeof value === 'number') return String(value);
  if (Array.isArray(value)) return value.map(String).join(', ');
  if (typeof value !== 'object' || value === null || !(language in value)) return undefined;
  return String((value as Record<Language, unknown>)[language]);
}
