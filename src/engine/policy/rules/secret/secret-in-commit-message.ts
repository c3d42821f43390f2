import { findSecrets } from '../../detectors/find-secrets.ts';
import { isPlaceholder } from '../../detectors/is-placeholder.ts';
import { findSecretValue } from '../../detectors/secret-values.ts';
import { defineRule, type Report } from '../../rule.ts';
import { localSecrets } from './secret-env-value.ts';

const WRITTEN_OUT =
  /(?:비밀번호|패스워드|토큰|password|passwd|token|secret|api[_-]?key)\s{0,3}(?:[:=→]|->|은|는)\s{0,3}["'`]?([^\s"'`]{6,200})/gi;

export const secretInCommitMessage = defineRule({
  id: 'secret-in-commit-message',
  group: 'secret',
  severity: 'error',
  scope: 'commit',
  evaluate: ({ commit, message }, context) => {
    const place = { file: 'COMMIT_MESSAGE', ...(commit === undefined ? {} : { commit }) };
    const report = (form: string): Report => ({ place, parameters: { form }, key: form });
    const values = localSecrets(context).flatMap((value) =>
      findSecretValue(message, value) ? [report(value.name)] : [],
    );
    const shapes = findSecrets(message).map(({ kind }) => report(kind));
    const written = [...message.matchAll(WRITTEN_OUT)]
      .filter(([, value = '']) => isWrittenValue(value))
      .map(() => report('name: value'));
    return [...values, ...shapes, ...written];
  },
});

/** A value has more than letters in it; `token: rotate` is a sentence. */
function isWrittenValue(value: string): boolean {
  return !isPlaceholder(value) && /\d/.test(value) && /[A-Za-z]/.test(value) && !/^sha256:|^v\d{12}$/.test(value);
}
