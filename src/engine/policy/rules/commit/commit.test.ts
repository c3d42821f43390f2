import { goodConfig, KUSTOMIZATION } from '../../testing/good-lounge.ts';
import { describeRules } from '../../testing/rule-case.ts';

const message = (text: string) => ({ snapshot: { commits: [{ message: text }] } });
const APPROVAL =
  'chore(hello): approve v1 for production\n\nLounge-Approves: hello-staging-v1\nLounge-Actor: kim (human)\n';
const TRAILERS = 'deploy(hello): to production\n\n';
const byHand = {
  config: { ...goodConfig, policy: { ...goodConfig.policy, approval: { production: 'human' as const } } },
  changed: [KUSTOMIZATION],
};
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
  {
    rule: 'git-approval-forged',
    title: 'by an agent',
    change: { snapshot: { commits: [{ message: APPROVAL }], changed: [], actor: { name: 'bot', role: 'developer' } } },
    at: AT,
    says: /bot acts as developer/,
  },
  {
    rule: 'git-approval-forged',
    title: 'in the name of an agent',
    change: message(APPROVAL.replace('(human)', '(qa)')),
    at: AT,
  },
  { rule: 'git-approval-forged', title: 'by a person, on the branch already', change: message(APPROVAL) },
  {
    rule: 'git-approval-forged',
    title: 'by a person who pushes it',
    change: { snapshot: { commits: [{ message: APPROVAL }], changed: [], actor: { name: 'kim', role: 'human' } } },
  },
  { rule: 'git-approval-forged', title: 'a word about it', change: message('docs: how Lounge-Approves works\n') },
  {
    rule: 'release-not-approved',
    title: 'by hand',
    change: { snapshot: { ...byHand, commits: [{ message: 'deploy(hello): v202601020304 to production\n' }] } },
    at: KUSTOMIZATION,
  },
  {
    rule: 'release-not-approved',
    title: 'approved',
    change: { snapshot: { ...byHand, commits: [{ message: `${TRAILERS}Lounge-Approved-By: kim (human), now\n` }] } },
  },
  {
    rule: 'release-not-approved',
    title: 'a rollback',
    change: { snapshot: { ...byHand, commits: [{ message: `${TRAILERS}Lounge-Rollback-Of: hello\n` }] } },
  },
  {
    rule: 'release-not-approved',
    title: 'an environment that asks nobody',
    change: { snapshot: { ...byHand, config: goodConfig } },
  },
]);
