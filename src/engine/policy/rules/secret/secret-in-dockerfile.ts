import { parseDockerfile, type DockerInstruction } from '../../dockerfile.ts';
import { isPlaceholder } from '../../detectors/is-placeholder.ts';
import { isDockerfilePath } from '../../policy-context.ts';
import { defineRule } from '../../rule.ts';
import type { LocalizedText } from '../../../../domain/messages/localized-text.ts';

const SECRET_WORD =
  /(^|_)(PASS|PASSWD|PASSWORD|PWD|SECRET|TOKEN|APIKEY|API_KEY|PRIVATE_KEY|SECRET_KEY|ACCESS_KEY|CREDENTIALS?|AUTH)$/i;
const SECRET_FILE =
  /(^|[\s/"'])(\.env(\.(?!example|sample|template)[\w-]+)?|id_(rsa|ed25519)|[\w.-]+\.pem|\.npmrc|\.netrc)(?=["'\s,\]]|$)/;

export const secretInDockerfile = defineRule({
  id: 'secret-in-dockerfile',
  group: 'secret',
  severity: 'error',
  scope: 'file',
  accepts: isDockerfilePath,
  evaluate: ({ path, text }) =>
    parseDockerfile(text).instructions.flatMap((instruction) => {
      const problem = problemOf(instruction);
      return problem
        ? [{ place: { file: path, line: instruction.line }, parameters: { problem }, key: problem.en }]
        : [];
    }),
});

function problemOf({ keyword, value }: DockerInstruction): LocalizedText | undefined {
  if (keyword === 'ENV' || keyword === 'ARG') {
    for (const match of value.matchAll(/([A-Za-z_]\w{0,100})(?:=|\s+)("[^"]{0,500}"|'[^']{0,500}'|\S{1,500})/g)) {
      const name = match[1] ?? '';
      const literal = (match[2] ?? '').replaceAll(/^["']|["']$/g, '');
      if (SECRET_WORD.test(name) && !isPlaceholder(literal))
        return {
          en: `${keyword} ${name} has its value in the Dockerfile`,
          ko: `${keyword} ${name} 값이 Dockerfile에 있습니다`,
        };
    }
  }
  if ((keyword === 'COPY' || keyword === 'ADD') && SECRET_FILE.test(value))
    return { en: `${keyword} puts a secret file into the image`, ko: `${keyword}가 시크릿 파일을 이미지에 넣습니다` };
  if (
    keyword === 'RUN' &&
    /docker login[^\n]{0,200}\s(-p|--password)[ =]\S|curl[^\n]{0,200}\s-u\s{0,3}\S{1,100}:\S/.test(value)
  ) {
    return { en: 'RUN logs in with a password', ko: 'RUN이 비밀번호로 로그인합니다' };
  }
  return undefined;
}
