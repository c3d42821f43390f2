import { z } from 'zod';
import { Conditions, controllerOf, findCondition, isTrue, Metadata, own } from './metadata.ts';
import { imagesOf, PodTemplate } from './pod-template.ts';

const Shape = z.object({
  metadata: Metadata,
  spec: z.object({ suspend: z.boolean().nullish(), template: PodTemplate.nullish() }),
  status: z.object({ conditions: Conditions }).nullish(),
});

export interface Job {
  readonly metadata: Metadata;
  readonly owner?: { readonly kind: string; readonly uid: string };
  readonly hook: boolean;
  readonly suspended: boolean;
  /** The condition Complete alone; SuccessCriteriaMet comes before it. */
  readonly complete: boolean;
  /** The message of the condition Failed. */
  readonly failed?: string;
  readonly images: readonly string[];
}

export function readJob(object: unknown): Job | undefined {
  const parsed = Shape.safeParse(object);
  if (!parsed.success) return undefined;
  const { metadata, spec, status } = parsed.data;
  const failed = findCondition(status?.conditions, 'Failed');
  return {
    metadata,
    owner: controllerOf(metadata),
    hook: own(metadata.annotations, 'argocd.argoproj.io/hook') !== undefined,
    suspended: spec.suspend ?? false,
    complete: isTrue(findCondition(status?.conditions, 'Complete')),
    failed: isTrue(failed) ? `${failed?.reason ?? ''} ${failed?.message ?? ''}`.trim() : undefined,
    images: imagesOf(spec.template?.spec),
  };
}
