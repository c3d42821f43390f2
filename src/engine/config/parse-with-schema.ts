import { z } from 'zod';
import { configMessages } from '../../domain/messages/config.ts';
import type { LocalizedText } from '../../domain/messages/localized-text.ts';
import { nearestWord } from '../../domain/nearest-word.ts';
import { configError, readYaml, type YamlSource } from './read-yaml.ts';

type Issue = z.core.$ZodIssue;

const inEnglish = z.locales.en().localeError;
const inKorean = z.locales.ko().localeError;

/** YAML text as the noun of `schema`. The first mistake is thrown as CONFIG_INVALID with file and line. */
export function parseWithSchema<Schema extends z.ZodType>(
  schema: Schema,
  text: string,
  file: string,
): { readonly value: z.output<Schema>; readonly source: YamlSource } {
  const source = readYaml(text, file);
  const result = schema.safeParse(source.value);
  if (result.success) return { value: result.data, source };
  const issue = firstInFile(result.error.issues, source);
  throw configError(file, lineOfIssue(issue, source), describeIssue(issue, schema, source.value));
}

function firstInFile(issues: readonly Issue[], source: YamlSource): Issue {
  const [first] = issues.toSorted((left, right) => lineOfIssue(left, source) - lineOfIssue(right, source));
  if (!first) throw new Error('a schema refused a value without saying why');
  return first;
}

function lineOfIssue(issue: Issue, source: YamlSource): number {
  if (issue.code === 'unrecognized_keys') return source.lineOfKey(issue.path, issue.keys[0] ?? '');
  if (issue.code === 'invalid_key') return source.lineOfKey(issue.path.slice(0, -1), String(issue.path.at(-1)));
  return source.lineOf(issue.path);
}

function describeIssue(issue: Issue, schema: z.ZodType, value: unknown): LocalizedText {
  const key = z.core.toDotPath(issue.path);
  if (issue.code === 'unrecognized_keys')
    return describeUnknownKey(issue.keys[0] ?? '', allowedKeys(schema, issue.path, value));
  if (issue.code === 'invalid_type' && valueAt(value, issue.path) === undefined) return configMessages.missingKey(key);
  return configMessages.wrongValue(key, localizeIssue(issue, valueAt(value, issue.path)));
}

function describeUnknownKey(key: string, allowed: readonly string[]): LocalizedText {
  const nearest = nearestWord(key, allowed);
  return nearest === undefined ? configMessages.unknownKey(key, allowed) : configMessages.misspelledKey(key, nearest);
}

function localizeIssue(issue: Issue, input: unknown): LocalizedText {
  if (issue.code === 'invalid_format')
    return { en: issue.message, ko: `형식이 맞지 않습니다: ${issue.pattern ?? issue.message}` };
  // Zod takes the input out of the issues that it gives.
  const whole = { ...issue, input } as never;
  return { en: textOf(inEnglish(whole)), ko: textOf(inKorean(whole)) };
}

function textOf(text: string | { message: string } | null | undefined): string {
  return typeof text === 'string' ? text : (text?.message ?? '');
}

function valueAt(value: unknown, path: readonly PropertyKey[]): unknown {
  let current = value;
  for (const part of path) {
    if (typeof current !== 'object' || current === null || !Object.hasOwn(current, part)) return undefined;
    current = (current as Record<PropertyKey, unknown>)[part];
  }
  return current;
}

/** The keys of the object schema at `path`, through optional, default and record schemas; of a union the member that the value chose. */
function allowedKeys(schema: z.ZodType, path: readonly PropertyKey[], value: unknown): readonly string[] {
  const inner = unwrap(schema);
  if (inner instanceof z.ZodUnion) {
    const chosen = (inner.options as z.ZodType[]).find(
      (option) => !(option.safeParse(value).error?.issues ?? []).some((issue) => issue.code === 'invalid_value'),
    );
    return chosen ? allowedKeys(chosen, path, value) : [];
  }
  const [part, ...rest] = path;
  if (part === undefined) return inner instanceof z.ZodObject ? Object.keys(inner.shape) : [];
  const next = childSchema(inner, part);
  return next ? allowedKeys(next, rest, valueAt(value, [part])) : [];
}

function childSchema(schema: z.ZodType, part: PropertyKey): z.ZodType | undefined {
  if (schema instanceof z.ZodObject)
    return Object.hasOwn(schema.shape, part) ? (schema.shape as Record<PropertyKey, z.ZodType>)[part] : undefined;
  if (schema instanceof z.ZodRecord) return schema.valueType as z.ZodType;
  if (schema instanceof z.ZodArray) return schema.element as z.ZodType;
  return undefined;
}

function unwrap(schema: z.ZodType): z.ZodType {
  let current = schema;
  while (
    current instanceof z.ZodOptional ||
    current instanceof z.ZodDefault ||
    current instanceof z.ZodPrefault ||
    current instanceof z.ZodNullable
  ) {
    current = current.unwrap() as z.ZodType;
  }
  return current;
}
