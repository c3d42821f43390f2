import type { Release, ReleaseStep } from '../../domain/release.ts';
import type { ServiceSpec } from '../../domain/service-spec.ts';
import type { BumpPlan } from '../bump/plan-bump.ts';
import type { Context, Engine, Lounge } from '../context.ts';

/** A release under way: what its steps share. `release` is replaced as they learn. */
export interface Shipping {
  readonly context: Context;
  readonly lounge: Lounge;
  readonly engine: Engine;
  readonly spec: ServiceSpec;
  release: Release;
  /** Plans of the bump by the commit that it goes on top of: rendered once. */
  readonly plans: Map<string, Promise<BumpPlan>>;
}

/** A release taken up, new or again. */
export function openShipping(parts: Omit<Shipping, 'plans'>): Shipping {
  return { ...parts, plans: new Map() };
}

/** One step. It is run again from its beginning after a crash, so it first looks whether its effect is there already. */
export interface Step {
  readonly name: ReleaseStep;
  /** Returns the evidence, one line in the caller's language. */
  run(shipping: Shipping): Promise<string>;
}

/** Keeps what a step learned, in the store before anything else goes on. */
export async function learn(shipping: Shipping, facts: Partial<Release>): Promise<void> {
  shipping.release = { ...shipping.release, ...facts };
  await shipping.lounge.store.saveRelease(shipping.release);
}
