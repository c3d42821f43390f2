import type { Finding } from '../../domain/finding.ts';
import type { Language } from '../../domain/language.ts';
import { createPolicyContext, type PolicyContext } from './policy-context.ts';
import { renderedItems } from './rendered-items.ts';
import type { Report, Rule } from './rule.ts';
import { rules as allRules } from './rules/index.ts';
import type { PolicySnapshot } from './snapshot.ts';
import { applySuppressions, type SuppressedFinding } from './apply-suppressions.ts';
import { toFindings, type RuleReport } from './to-findings.ts';

export interface PolicyOptions {
  readonly language: Language;
  /** Milliseconds since the epoch: suppressions may expire. */
  readonly at: number;
  /** All rules when left out. */
  readonly rules?: readonly Rule[];
}

export interface PolicyResult {
  /** The worst first, then by file and line. */
  readonly findings: readonly Finding[];
  readonly suppressed: readonly SuppressedFinding[];
}

/** Judges a tree. A rule that cannot judge is a finding itself: what was not judged is not known to be good. */
export function evaluatePolicy(snapshot: PolicySnapshot, options: PolicyOptions): PolicyResult {
  const context = createPolicyContext(snapshot);
  const reports = (options.rules ?? allRules).flatMap((rule) => evaluateRule(rule, context));
  const findings = toFindings(reports, options.language);
  return applySuppressions(findings, context, options);
}

function evaluateRule(rule: Rule, context: PolicyContext): readonly RuleReport[] {
  const { snapshot } = context;
  switch (rule.scope) {
    case 'file':
      return snapshot.files.flatMap(({ path, text, mode }) => {
        if (text === undefined || mode === '120000' || !context.isChanged(path) || !rule.accepts(path)) return [];
        return guard(rule, { file: path, line: 1 }, () => rule.evaluate({ path, text }, context));
      });
    case 'rendered':
      return renderedItems(context).flatMap((item) =>
        guard(rule, { file: item.overlay }, () => rule.evaluate(item, context)),
      );
    case 'repository':
      return guard(rule, { file: '.' }, () => rule.evaluate(context));
    case 'commit':
      return snapshot.commits.flatMap((commit) =>
        guard(rule, commitPlace(commit.commit), () => rule.evaluate(commit, context)),
      );
  }
}

function guard(rule: Rule, place: Report['place'], evaluate: () => readonly Report[]): readonly RuleReport[] {
  try {
    return evaluate().map((report) => ({ ...report, rule: rule.id, severity: rule.severity }));
  } catch (error) {
    // The name alone: a message could quote what a rule was looking at.
    const problem = error instanceof Error ? error.name : typeof error;
    return [
      { rule: 'policy-rule-failed', severity: 'error', place, parameters: { failed: rule.id, problem }, key: rule.id },
    ];
  }
}

function commitPlace(commit: string | undefined): Report['place'] {
  return { file: 'COMMIT_MESSAGE', ...(commit === undefined ? {} : { commit }) };
}
