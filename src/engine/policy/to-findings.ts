import { createHash } from 'node:crypto';
import type { Finding, Severity } from '../../domain/finding.ts';
import type { Language } from '../../domain/language.ts';
import { fillPlaceholders } from '../../domain/messages/fill-placeholders.ts';
import { policyMessages, type PolicyRuleId } from '../../domain/messages/policy.ts';
import type { Report } from './rule.ts';

export interface RuleReport extends Report {
  readonly rule: PolicyRuleId;
  readonly severity: Severity;
}

const RANK: Readonly<Record<Severity, number>> = { error: 0, warning: 1, info: 2 };

/** Reports in the words of a language, each once: two overlays of one base report the same line. */
export function toFindings(reports: readonly RuleReport[], language: Language): readonly Finding[] {
  const seen = new Set<string>();
  const counts = new Map<string, number>();
  const findings = reports.flatMap((report) => {
    const id = identity(report);
    const place = `${id}\0${report.place.line ?? 0}`;
    if (seen.has(place)) return [];
    seen.add(place);
    const count = counts.get(id) ?? 0;
    counts.set(id, count + 1);
    return [toFinding(report, fingerprint(`${id}\0${count}`), language)];
  });
  return sortFindings(findings);
}

export function toFinding(report: RuleReport, print: string, language: Language): Finding {
  const text = policyMessages[report.rule][language];
  const parameters = report.parameters ?? {};
  return {
    rule: report.rule,
    severity: report.severity,
    place: report.place,
    message: fillPlaceholders(text.message, parameters, language),
    fix: fillPlaceholders(text.fix, parameters, language),
    fingerprint: print,
  };
}

export function sortFindings(findings: readonly Finding[]): readonly Finding[] {
  return findings.toSorted(
    (left, right) =>
      RANK[left.severity] - RANK[right.severity] ||
      compare(left.place.file, right.place.file) ||
      (left.place.line ?? 0) - (right.place.line ?? 0) ||
      compare(left.rule, right.rule),
  );
}

/** Without the line: a finding stays the same when text above it moves. */
function identity({ rule, place, key }: RuleReport): string {
  return [rule, place.file, place.object ?? '', place.commit ?? '', key ?? ''].join('\0');
}

export function fingerprint(text: string): string {
  return createHash('sha256').update(text).digest('hex').slice(0, 16);
}

function compare(left: string, right: string): number {
  return left < right ? -1 : left > right ? 1 : 0;
}
