import type { Place, Severity } from '../../domain/finding.ts';
import type { Parameters } from '../../domain/messages/fill-placeholders.ts';
import type { PolicyRuleId } from '../../domain/messages/policy.ts';
import type { RenderedObject } from '../../domain/rendered-object.ts';
import type { PolicyContext } from './policy-context.ts';
import type { PolicyCommit } from './snapshot.ts';
import type { FieldPath } from './source-yaml.ts';

export const RULE_GROUPS = [
  'scope',
  'secret',
  'schema',
  'image',
  'kustomize',
  'argo',
  'workload',
  'reliability',
  'network',
  'dockerfile',
  'repository',
  'commit',
  'policy',
] as const;
export type RuleGroup = (typeof RULE_GROUPS)[number];

/** What a rule says about one place; the sentences come from the catalogue by the rule's id. */
export interface Report {
  readonly place: Place;
  /** For the placeholders of the sentences. Never a secret value. */
  readonly parameters?: Parameters;
  /** Tells several reports at one place apart, whatever the line; part of the fingerprint. */
  readonly key?: string;
}

export interface TextFile {
  readonly path: string;
  readonly text: string;
}

/** An object of a render, with the way back to the line that it came from. */
export interface RenderedItem {
  readonly object: RenderedObject;
  readonly overlay: string;
  /** Source line of a field of the object. */
  readonly place: (path?: FieldPath) => Place;
}

interface RuleHead {
  readonly id: PolicyRuleId;
  readonly group: RuleGroup;
  readonly severity: Severity;
}

export interface FileRule extends RuleHead {
  readonly scope: 'file';
  accepts(path: string): boolean;
  evaluate(file: TextFile, context: PolicyContext): readonly Report[];
}

export interface RenderedRule extends RuleHead {
  readonly scope: 'rendered';
  evaluate(item: RenderedItem, context: PolicyContext): readonly Report[];
}

export interface RepositoryRule extends RuleHead {
  readonly scope: 'repository';
  evaluate(context: PolicyContext): readonly Report[];
}

export interface CommitRule extends RuleHead {
  readonly scope: 'commit';
  evaluate(commit: PolicyCommit, context: PolicyContext): readonly Report[];
}

export type Rule = FileRule | RenderedRule | RepositoryRule | CommitRule;

/** A rule of the policy: pure, linear in what it reads. One that throws becomes a finding itself. */
export function defineRule<R extends Rule>(rule: R): R {
  return rule;
}

/** These rules fence agents in: no comment switches them off. */
const FENCES: ReadonlySet<RuleGroup> = new Set(['scope', 'secret', 'argo', 'policy', 'commit']);

export function isSuppressible(rule: { readonly group: RuleGroup }): boolean {
  return !FENCES.has(rule.group);
}
