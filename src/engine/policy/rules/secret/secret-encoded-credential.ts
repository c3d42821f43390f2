import { findSecrets } from '../../detectors/find-secrets.ts';
import { isScannedPath } from '../../detectors/scan-file.ts';
import { lineOf } from '../../line-of.ts';
import { defineRule, type Report } from '../../rule.ts';

const RUN = /[A-Za-z0-9+/_-]{24,65536}={0,2}/g;
const DEEPEST = 3;

/** Secrets that are only base64 away, also twice or thrice: in Secrets, `.dockerconfigjson`, arguments. */
export const secretEncodedCredential = defineRule({
  id: 'secret-encoded-credential',
  group: 'secret',
  severity: 'error',
  scope: 'file',
  accepts: (path) => isScannedPath(path) && /\.(ya?ml|json|env|md|sh|toml|ini|conf|txt)$|Dockerfile|\.env/.test(path),
  evaluate: ({ path, text }) =>
    [...text.matchAll(RUN)].flatMap(({ 0: run, index }): readonly Report[] => {
      const kind = kindBehind(run, DEEPEST);
      return kind === undefined
        ? []
        : [{ place: { file: path, line: lineOf(text, index) }, parameters: { kind }, key: kind }];
    }),
});

function kindBehind(run: string, depth: number): string | undefined {
  const text = decode(run);
  if (text === undefined) return undefined;
  const [found] = findSecrets(text);
  if (found) return found.kind;
  if (/"auths?"\s{0,4}:\s{0,4}[{"]/.test(text)) return 'registry login';
  const inner = depth > 1 ? (/[A-Za-z0-9+/_-]{24,65536}={0,2}/.exec(text)?.[0] ?? '') : '';
  return inner === '' ? undefined : kindBehind(inner, depth - 1);
}

/** The text behind base64; undefined when it is not text. */
function decode(run: string): string | undefined {
  const bytes = Buffer.from(run, 'base64');
  const text = bytes.toString('utf8');
  if (text.includes('\uFFFD') || bytes.length < 16) return undefined;
  const control = text.match(/[^\t\n\r\u0020-\u007E\u00A0-\uFFFF]/g)?.length ?? 0;
  return control > text.length * 0.05 ? undefined : text;
}
