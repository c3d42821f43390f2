import { LoungeError } from '../../../../domain/errors.ts';
import { parseEnvironmentFile, type EnvironmentValue } from '../../../environment-file/parse-environment-file.ts';
import { findSecrets } from '../../detectors/find-secrets.ts';
import { isPlaceholder } from '../../detectors/is-placeholder.ts';
import { defineRule } from '../../rule.ts';

const SECRET_NAME = /pass|pwd|secret|token|key|credential|private|tunnel/i;
const ENTROPY_OF_REAL_VALUES = 3.2;

export const secretExampleRealValue = defineRule({
  id: 'secret-example-real-value',
  group: 'secret',
  severity: 'error',
  scope: 'file',
  accepts: (path) => /(^|\/)\.env\.(example|sample|template)$/.test(path),
  evaluate: ({ path, text }, { snapshot }) =>
    [...readValues(text)]
      .filter(([name, { value }]) => isReal(name, value, snapshot.environmentValues.get(name)))
      .map(([name, { line }]) => ({ place: { file: path, line }, parameters: { name, path }, key: name })),
});

function isReal(name: string, value: string, own: string | undefined): boolean {
  if (isPlaceholder(value)) return false;
  if (findSecrets(value).length > 0) return true;
  return SECRET_NAME.test(name) && (value === own || (value.length >= 8 && entropy(value) >= ENTROPY_OF_REAL_VALUES));
}

function readValues(text: string): ReadonlyMap<string, EnvironmentValue> {
  try {
    return parseEnvironmentFile(text).values;
  } catch (error) {
    if (error instanceof LoungeError) return new Map();
    throw error;
  }
}

/** Bits for each letter. */
function entropy(text: string): number {
  const counts = new Map<string, number>();
  for (const letter of text) counts.set(letter, (counts.get(letter) ?? 0) + 1);
  return [...counts.values()].reduce((sum, count) => sum - (count / text.length) * Math.log2(count / text.length), 0);
}
