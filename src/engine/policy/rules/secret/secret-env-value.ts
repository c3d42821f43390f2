import { declaredSecrets } from '../../declared-secrets.ts';
import { findSecretValue, secretValues, type SecretValue } from '../../detectors/secret-values.ts';
import { lineOf } from '../../line-of.ts';
import type { PolicyContext } from '../../policy-context.ts';
import { defineRule } from '../../rule.ts';

/** Looks for every secret of the local `.env` in the whole tree: plain, base64 (also inside a longer one), URL-encoded. */
export const secretEnvValue = defineRule({
  id: 'secret-env-value',
  group: 'secret',
  severity: 'error',
  scope: 'repository',
  evaluate: (context) => {
    const values = localSecrets(context);
    return context.snapshot.files.flatMap(({ path, text }) => {
      if (text === undefined || !context.isChanged(path)) return [];
      return values.flatMap((value) => {
        const found = findSecretValue(text, value) ?? findSecretValue(unwrapLines(text), value);
        if (!found) return [];
        return [
          {
            place: { file: path, line: lineOf(text, found.index) },
            parameters: { name: value.name, form: found.form },
            key: value.name,
          },
        ];
      });
    });
  },
});

export function localSecrets(context: PolicyContext): readonly SecretValue[] {
  return secretValues(context.snapshot.environmentValues, declaredSecrets(context));
}

/** base64 is often broken into lines; each break becomes a blank less, the line is then only near. */
function unwrapLines(text: string): string {
  return text.replaceAll(/\r?\n[ \t]*/g, '');
}
