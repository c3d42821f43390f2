import type { Admission } from './admission.ts';
import { namespaceLifecycle } from './namespace-lifecycle.ts';
import { setDefaults } from './set-defaults.ts';
import { validateMetadata } from './validate-metadata.ts';

/** Every write passes these, in this order: what completes first, what refuses after. */
export const admissionChain: readonly Admission[] = [validateMetadata, namespaceLifecycle, setDefaults];
