import { z } from 'zod';
import { Finding } from '../../domain/finding.ts';
import type { Language } from '../../domain/language.ts';
import { defineOperation } from '../define-operation.ts';
import { say } from './messages.ts';

export const CheckInput = z.object({ revision: z.string().default('HEAD'), since: z.string().optional() });
export type CheckInput = z.infer<typeof CheckInput>;
export const CheckOutput = z.object({
  commit: z.string(),
  rules: z.number(),
  files: z.number(),
  findings: z.array(Finding),
  uncommitted: z.array(z.string()),
});
export type CheckOutput = z.infer<typeof CheckOutput>;

export const checkOperation = defineOperation({
  name: 'check',
  effect: 'read',
  positionals: ['revision'],
  fields: {
    revision: { en: 'the commit to check', ko: '검사할 커밋' },
    since: { en: 'only what changed since this revision', ko: '이 리비전 이후에 바뀐 것만' },
  },
  input: CheckInput,
  output: CheckOutput,
  examples: ['lounge check', 'lounge check --since origin/main --json'],
  run: async (context, input) => await (await import('./check-revision.ts')).checkRevision(context, input),
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
