import type { LocalizedText } from '../../../../domain/messages/localized-text.ts';
import { defineRule, type Report, type TextFile } from '../../rule.ts';

/** `*.loggithub/ai-lounge`: a missing line break glued two patterns together. */
const GLUED = /^!?\*\.(log|tmp|env|pem|key|pyc|tgz|zip|bak|swp|cache)[A-Za-z0-9._-]+(\/|$)/;
const EXTENSIONS = new Set(['logs', 'log.gz', 'keystore', 'pemfile', 'tmpl', 'environment', 'envrc', 'cached', 'zipx']);

export const repoGitignoreIneffective = defineRule({
  id: 'repo-gitignore-ineffective',
  group: 'repository',
  severity: 'error',
  scope: 'file',
  accepts: (path) => /(^|\/)\.(gitignore|dockerignore)$/.test(path),
  evaluate: ({ path, text }: TextFile): readonly Report[] => {
    const lines = text.split('\n');
    const glued = lines.flatMap((line, index) => {
      const pattern = line.trim();
      if (!GLUED.test(pattern) || EXTENSIONS.has(pattern.replace(/^!?\*\./, ''))) return [];
      return [
        report(path, index + 1, {
          en: `"${pattern}" looks like two patterns on one line.`,
          ko: `"${pattern}"은(는) 두 패턴이 한 줄에 붙은 것 같습니다.`,
        }),
      ];
    });
    if (text === '' || text.endsWith('\n')) return glued;
    return [
      ...glued,
      report(path, lines.length, {
        en: 'The last line has no line break: the next pattern would be glued to it.',
        ko: '마지막 줄에 줄바꿈이 없습니다. 다음 패턴이 붙게 됩니다.',
      }),
    ];
  },
});

function report(file: string, line: number, problem: LocalizedText): Report {
  return { place: { file, line }, parameters: { problem }, key: problem.en };
}
