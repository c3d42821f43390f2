import type { LoungeConfig } from '../../../../domain/lounge-config.ts';
import type { RenderedObject } from '../../../../domain/rendered-object.ts';

/** Admission policies with their bindings, quotas and limits of a lounge on one engine. */
export function admissionObjects(_config: LoungeConfig, _engine: string): readonly RenderedObject[] {
  return [];
}
