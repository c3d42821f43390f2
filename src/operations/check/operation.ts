import { z } from 'zod';
import { LoungeError } from '../../domain/errors.ts';
import { Finding } from '../../domain/finding.ts';
import type { Language } from '../../domain/language.ts';
import { defineOperation } from '../define-operation.ts';
import { checkCommit } from './check-commit.ts';
import { say } from './messages.ts';

const CheckInput = z.object({ revision: z.string().default('HEAD'), since: z.string().optional() });
const CheckOutput = z.object({
  commit: z.string(),
  rules: z.number(),
  files: z.number(),
  findings: z.array(Finding),
  uncommitted: z.array(z.string()),
});

export const checkOperation = defineOperation({
  name: 'check',
  summary: { en: 'Judge the committed tree by the policy', ko: '커밋된 트리를 정책으로 검사' },
  effect: 'read',
  positionals: ['revision'],
  fields: {
    revision: { en: 'the commit to check', ko: '검사할 커밋' },
    since: { en: 'only what changed since this revision', ko: '이 리비전 이후에 바뀐 것만' },
  },
  input: CheckInput,
  output: CheckOutput,
  examples: ['lounge check', 'lounge check --since origin/main --json'],
  run: async (context, input) => {
    const lounge = await context.lounge();
    const repository = await lounge.repository();
    const commit = await repository.resolve(input.revision);
    if (commit === undefined) throw new LoungeError('GIT_REVISION_UNKNOWN', { revision: input.revision.slice(0, 80) });
    const since = input.since === undefined ? undefined : await repository.resolve(input.since);
    if (input.since !== undefined && since === undefined)
      throw new LoungeError('GIT_REVISION_UNKNOWN', { revision: input.since.slice(0, 80) });
    const { findings, rules, files } = await checkCommit(context, lounge, commit, since);
    const { dirty } = await repository.status();
    return { commit, rules, files, findings: [...findings], uncommitted: dirty.slice(0, 50) };
  },
  present: (output, language) => [
    ...output.findings.map((finding) => presentFinding(finding, language)),
    ...summaryLines(output, language),
  ],
  outcome: ({ findings }) => (findings.some((finding) => finding.severity === 'error') ? 'failed' : 'good'),
});

/** One finding with its place and its fix. */
export function presentFinding(finding: Finding, language: Language): string {
  const { file, line } = finding.place;
  return say(language, 'finding', { ...finding, place: line === undefined ? file : `${file}:${line}` });
}

function summaryLines(output: z.infer<typeof CheckOutput>, language: Language): string[] {
  const count = (severity: Finding['severity']) =>
    output.findings.filter((finding) => finding.severity === severity).length;
  const facts = {
    rules: output.rules,
    files: output.files,
    commit: output.commit.slice(0, 8),
    errors: count('error'),
    warnings: count('warning'),
    infos: count('info'),
  };
  const lines = [say(language, output.findings.length === 0 ? 'clean' : 'summary', facts)];
  return output.uncommitted.length === 0
    ? lines
    : [...lines, say(language, 'uncommitted', { files: output.uncommitted.slice(0, 5) })];
}
