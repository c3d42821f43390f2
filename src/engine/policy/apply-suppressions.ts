import type { Finding } from '../../domain/finding.ts';
import type { LocalizedText } from '../../domain/messages/localized-text.ts';
import { policyMessages } from '../../domain/messages/policy.ts';
import type { PolicyOptions, PolicyResult } from './evaluate-policy.ts';
import type { PolicyContext } from './policy-context.ts';
import { isSuppressible } from './rule.ts';
import { rules } from './rules/index.ts';
import { findSuppressions, hasReason, isExpired, type Suppression } from './suppressions.ts';
import { sortFindings, toFindings, type RuleReport } from './to-findings.ts';

export interface SuppressedFinding {
  readonly finding: Finding;
  readonly reason: string;
}

const PROBLEMS = {
  noReason: { en: 'the reason is missing', ko: '이유가 없습니다' },
  expired: { en: 'it has expired', ko: '기한이 지났습니다' },
  unknown: { en: 'there is no such rule', ko: '그런 규칙이 없습니다' },
  fence: { en: 'this rule cannot be set aside', ko: '이 규칙은 제쳐 둘 수 없습니다' },
} as const satisfies Record<string, LocalizedText>;

/** Takes out what a valid comment covers; comments that are not valid, or cover nothing, are findings. */
export function applySuppressions(
  findings: readonly Finding[],
  context: PolicyContext,
  options: PolicyOptions,
): PolicyResult {
  const suppressions = context.snapshot.files.flatMap(({ path, text }) =>
    text === undefined || !context.isChanged(path) ? [] : findSuppressions({ path, text }),
  );
  const suppressed: SuppressedFinding[] = [];
  const taken = new Set<Finding>();
  const reports: RuleReport[] = [];
  for (const suppression of suppressions) {
    const problem = problemOf(suppression, options.at);
    if (problem) {
      reports.push(report(suppression, 'suppression-invalid', problem));
      continue;
    }
    const covered = findings.filter((finding) => covers(suppression, finding));
    for (const finding of covered) {
      if (!taken.has(finding)) suppressed.push({ finding, reason: suppression.reason });
      taken.add(finding);
    }
    if (covered.length === 0) reports.push(report(suppression, 'suppression-unused'));
  }
  const own = toFindings(reports, options.language);
  return { findings: sortFindings([...findings.filter((finding) => !taken.has(finding)), ...own]), suppressed };
}

function covers(suppression: Suppression, { rule, place }: Finding): boolean {
  return rule === suppression.rule && place.file === suppression.file && place.line === suppression.covers;
}

function problemOf(suppression: Suppression, at: number): LocalizedText | undefined {
  if (!Object.hasOwn(policyMessages, suppression.rule)) return PROBLEMS.unknown;
  const rule = rules.find(({ id }) => id === suppression.rule);
  if (!rule || !isSuppressible(rule)) return PROBLEMS.fence;
  if (!hasReason(suppression)) return PROBLEMS.noReason;
  return isExpired(suppression, at) ? PROBLEMS.expired : undefined;
}

function report(
  { file, line, rule }: Suppression,
  id: 'suppression-invalid' | 'suppression-unused',
  problem?: LocalizedText,
): RuleReport {
  const severity = id === 'suppression-invalid' ? 'error' : 'warning';
  return { rule: id, severity, place: { file, line }, key: rule, parameters: { ignored: rule, problem } };
}
