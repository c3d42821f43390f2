import { describeRules } from '../../testing/rule-case.ts';

const message = (text: string) => ({ snapshot: { commits: [{ message: text }] } });
const AT = 'COMMIT_MESSAGE:1';

describeRules('commit', [
  {
    rule: 'git-commit-format',
    title: 'another bracket',
    change: message('[FIX] Dockerfile 최적화'),
    at: AT,
    says: /does not start with a type/,
  },
  { rule: 'git-commit-format', title: 'no text', change: message('feat(hello): '), at: AT },
  {
    rule: 'git-commit-format',
    title: 'too long',
    change: message(`feat: ${'x'.repeat(120)}`),
    at: AT,
    says: /126 characters/,
  },
  { rule: 'git-commit-format', title: 'a full stop', change: message('fix: it.'), at: AT },
  { rule: 'git-commit-format', title: 'no blank line', change: message('fix: it\nmore'), at: AT },
  { rule: 'git-commit-format', title: 'nothing', change: message(''), at: AT },
  { rule: 'git-commit-format', title: 'Korean', change: message('fix(my-web): 한글 제목도 허용\n\n본문\n') },
  { rule: 'git-commit-format', title: 'a breaking change', change: message('feat(hello)!: new port') },
  { rule: 'git-commit-format', title: 'written by git', change: message('Merge branch a') },
]);
