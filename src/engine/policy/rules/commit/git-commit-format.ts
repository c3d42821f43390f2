import type { LocalizedText } from '../../../../domain/messages/localized-text.ts';
import { defineRule } from '../../rule.ts';

export const COMMIT_TYPES = [
  'feat',
  'fix',
  'docs',
  'style',
  'refactor',
  'test',
  'chore',
  'deploy',
  'build',
  'ci',
  'perf',
  'revert',
] as const;
const HEADER = new RegExp(`^(${COMMIT_TYPES.join('|')})(\\([a-z0-9][a-z0-9 ,/_.-]{0,62}\\))?!?: \\S.*$`);
/** Written by git itself. */
const BY_GIT = /^(Merge |Revert "|fixup! |squash! |amend! )/;
const LONGEST = 100;

export const gitCommitFormat = defineRule({
  id: 'git-commit-format',
  group: 'commit',
  severity: 'error',
  scope: 'commit',
  evaluate: ({ commit, message }) => {
    const problem = problemOf(message.replaceAll('\r', '').split('\n'));
    if (!problem) return [];
    return [
      {
        place: { file: 'COMMIT_MESSAGE', line: 1, ...(commit === undefined ? {} : { commit }) },
        parameters: { problem, types: COMMIT_TYPES },
      },
    ];
  },
});

function problemOf([header = '', second = '']: readonly string[]): LocalizedText | undefined {
  if (BY_GIT.test(header)) return undefined;
  if (header.trim() === '') return { en: 'The commit message is empty.', ko: '커밋 메시지가 비어 있습니다.' };
  if (header.length > LONGEST)
    return { en: `The first line has ${header.length} characters.`, ko: `첫 줄이 ${header.length}자입니다.` };
  if (!HEADER.test(header))
    return {
      en: `"${header.slice(0, 60)}" does not start with a type.`,
      ko: `"${header.slice(0, 60)}"이(가) 종류(type)로 시작하지 않습니다.`,
    };
  if (header.endsWith('.')) return { en: 'The first line ends with a full stop.', ko: '첫 줄이 마침표로 끝납니다.' };
  if (second !== '') return { en: 'The second line must be empty.', ko: '둘째 줄은 비어 있어야 합니다.' };
  return undefined;
}
