import type { Finding } from '../../domain/finding.ts';
import { evaluatePolicy } from '../../engine/policy/evaluate-policy.ts';
import { rules } from '../../engine/policy/rules/index.ts';
import type { Context, Lounge } from '../context.ts';
import { policySnapshot } from './policy-snapshot.ts';

export interface CommitCheck {
  readonly findings: readonly Finding[];
  readonly rules: number;
  readonly files: number;
}

/** The policy over the tree of a commit, and, with `since`, over what a range of commits changed. */
export async function checkCommit(
  context: Context,
  lounge: Lounge,
  commit: string,
  since?: string,
): Promise<CommitCheck> {
  const snapshot = await policySnapshot({
    repository: await lounge.repository(),
    renders: await lounge.keptRenders(),
    config: lounge.config,
    commit,
    since,
    environmentValues: await lounge.environmentValues(),
    actor: context.actor,
    signal: context.signal,
  });
  const { findings } = evaluatePolicy(snapshot, { language: context.language, at: context.clock.now() });
  return { findings, rules: rules.length, files: snapshot.files.length };
}
