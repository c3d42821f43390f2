import { z } from 'zod';
import { Metadata } from './metadata.ts';

const Shape = z.object({
  metadata: Metadata,
  involvedObject: z.object({ uid: z.string().nullish(), fieldPath: z.string().nullish() }).nullish(),
  type: z.string().nullish(),
  reason: z.string().nullish(),
  message: z.string().nullish(),
  count: z.number().nullish(),
  series: z.object({ count: z.number().nullish() }).nullish(),
});

/** A Warning of Kubernetes about one object. */
export interface WarningEvent {
  readonly metadata: Metadata;
  readonly about: string;
  /** `spec.containers{web}` → `web`. */
  readonly container: string;
  readonly reason: string;
  readonly message: string;
  readonly count: number;
}

/** Undefined also for what is no warning: the judge needs no others. */
export function readWarning(object: unknown): WarningEvent | undefined {
  const parsed = Shape.safeParse(object);
  if (!parsed.success || parsed.data.type !== 'Warning') return undefined;
  const { metadata, involvedObject, reason, message, count, series } = parsed.data;
  return {
    metadata,
    about: involvedObject?.uid ?? '',
    container: /\{(.{1,253})\}$/.exec(involvedObject?.fieldPath ?? '')?.[1] ?? '',
    reason: reason ?? '',
    message: message ?? '',
    count: Math.max(count ?? 1, series?.count ?? 1),
  };
}
