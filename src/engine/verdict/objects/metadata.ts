import { z } from 'zod';

const Labels = z.record(z.string(), z.string()).nullish();

/** What the judge reads of any object's metadata. A wrong type makes the whole object unusable. */
export const Metadata = z.object({
  name: z.string(),
  namespace: z.string().nullish(),
  uid: z.string(),
  resourceVersion: z.string().nullish(),
  generation: z.number().int().nullish(),
  deletionTimestamp: z.string().nullish(),
  labels: Labels,
  annotations: Labels,
  ownerReferences: z
    .array(z.object({ kind: z.string(), name: z.string(), uid: z.string(), controller: z.boolean().nullish() }))
    .nullish(),
});
export type Metadata = z.infer<typeof Metadata>;

export const Condition = z.object({
  type: z.string(),
  status: z.string().nullish(),
  reason: z.string().nullish(),
  message: z.string().nullish(),
  lastTransitionTime: z.string().nullish(),
  lastUpdateTime: z.string().nullish(),
});
export type Condition = z.infer<typeof Condition>;
export const Conditions = z.array(Condition).nullish();

export function findCondition(
  conditions: readonly Condition[] | null | undefined,
  type: string,
): Condition | undefined {
  return conditions?.find((condition) => condition.type === type);
}

export function isTrue(condition: Condition | undefined): boolean {
  return condition?.status === 'True';
}

/** The object that controls this one. */
export function controllerOf(metadata: Metadata): { readonly kind: string; readonly uid: string } | undefined {
  const owners = metadata.ownerReferences ?? [];
  return owners.find((owner) => owner.controller === true) ?? owners[0];
}

const TRACKING = 'argocd.argoproj.io/tracking-id';
const INSTANCE = 'app.kubernetes.io/instance';

/** Whether Argo CD manages the object for this Application. */
export function isTrackedBy(metadata: Metadata, application: string): boolean {
  const tracking = own(metadata.annotations, TRACKING);
  if (tracking !== undefined) return tracking.startsWith(`${application}:`);
  return own(metadata.labels, INSTANCE) === application;
}

/** An own property only: keys come from outside. */
export function own(labels: Readonly<Record<string, string>> | null | undefined, key: string): string | undefined {
  return labels !== null && labels !== undefined && Object.hasOwn(labels, key) ? labels[key] : undefined;
}

export function matchesLabels(
  labels: Readonly<Record<string, string>> | null | undefined,
  selector: Readonly<Record<string, string>> | null | undefined,
): boolean {
  const wanted = Object.entries(selector ?? {});
  return wanted.length > 0 && wanted.every(([key, value]) => own(labels, key) === value);
}
