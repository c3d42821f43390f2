import type { Admission } from './admission.ts';
import { applyLimitRanges } from './limit-range.ts';
import { namespaceLifecycle } from './namespace-lifecycle.ts';
import { enforceQuota } from './resource-quota.ts';
import { setDefaults } from './set-defaults.ts';
import { validateMetadata } from './validate-metadata.ts';
import { validateObject } from './validate-object.ts';
import { validatingPolicies } from './policies/validating-policies.ts';

/** Every write passes these, in this order: what completes first, what refuses after. */
export const admissionChain: readonly Admission[] = [
  validateMetadata,
  namespaceLifecycle,
  setDefaults,
  applyLimitRanges,
  validateObject,
  validatingPolicies,
  enforceQuota,
];
