import { argoRules } from './policy/argo.ts';
import { commitRules } from './policy/commit.ts';
import { dockerfileRules } from './policy/dockerfile.ts';
import { imageRules } from './policy/image.ts';
import { kustomizeRules } from './policy/kustomize.ts';
import { networkRules } from './policy/network.ts';
import { reliabilityRules } from './policy/reliability.ts';
import { repositoryRules } from './policy/repository.ts';
import type { RuleText } from './policy/rule-text.ts';
import { schemaRules } from './policy/schema.ts';
import { scopeRules } from './policy/scope.ts';
import { secretRules } from './policy/secret.ts';
import { suppressionRules } from './policy/suppression.ts';
import { workloadRules } from './policy/workload.ts';

/** The sentences of every rule of the policy. */
export const policyMessages = {
  ...scopeRules,
  ...secretRules,
  ...schemaRules,
  ...imageRules,
  ...kustomizeRules,
  ...argoRules,
  ...workloadRules,
  ...reliabilityRules,
  ...networkRules,
  ...dockerfileRules,
  ...repositoryRules,
  ...commitRules,
  ...suppressionRules,
} satisfies Record<string, RuleText>;

export type PolicyRuleId = keyof typeof policyMessages;
