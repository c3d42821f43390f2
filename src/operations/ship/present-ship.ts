import type { Language } from '../../domain/language.ts';
import type { Release } from '../../domain/release.ts';
import { say } from './messages.ts';
import type { ShipOutput, ShipPlan } from './operation.ts';

/** The result of a release as a person reads it. */
export function presentShip(output: ShipOutput, language: Language): readonly string[] {
  if (output.plan) return presentPlan(output.plan, language);
  const { release } = output;
  if (release?.verdict === undefined) return [];
  const { verdict } = release;
  return [
    '',
    say(language, 'presentVerdict', {
      verdict: verdict.verdict,
      reason: reasonOf(release),
      release: release.id,
    }).trim(),
    verdict.message,
    ...(output.image === undefined ? [] : [say(language, 'presentImage', { image: output.image })]),
    ...(release.commit === undefined ? [] : [say(language, 'presentCommit', { commit: release.commit })]),
    ...(output.url === undefined ? [] : [say(language, 'presentUrl', { url: output.url })]),
    ...presentReceipts(release, language),
    ...(verdict.next === '' ? [] : [say(language, 'presentNext', { next: verdict.next })]),
    ...presentRollback(output.rollback, language),
  ];
}

function reasonOf(release: Release): string {
  const reason = release.verdict?.reason ?? '';
  return reason === release.verdict?.verdict ? '' : reason;
}

function presentReceipts(release: Release, language: Language): string[] {
  const receipts = release.verdict?.receipts ?? [];
  const first = receipts[0];
  return first === undefined
    ? []
    : [
        say(language, 'presentReceipts', {
          count: receipts.length,
          first: first.slice(0, 19),
          service: release.service,
          environment: release.environment,
        }),
      ];
}

function presentRollback(rollback: Release | undefined, language: Language): string[] {
  if (rollback === undefined) return [];
  return [
    say(language, 'presentRollback', {
      verdict: rollback.verdict?.verdict ?? '–',
      reason: reasonOf(rollback),
      release: rollback.id,
    }),
  ];
}

function presentPlan(plan: ShipPlan, language: Language): string[] {
  return [
    say(language, 'plan'),
    say(language, 'planTag', { tag: plan.tag }),
    say(language, 'planFiles', { files: plan.files }),
    say(language, 'planMessage'),
    ...plan.message
      .trimEnd()
      .split('\n')
      .map((line) => `  ${line}`),
    say(language, 'planRender'),
    ...plan.render
      .trimEnd()
      .split('\n')
      .map((line) => `  ${line}`),
  ];
}
