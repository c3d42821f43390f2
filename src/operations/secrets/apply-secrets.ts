import { LoungeError } from '../../domain/errors.ts';
import type { ServiceSpec } from '../../domain/service-spec.ts';
import {
  pullSecretFor,
  pullSecretObject,
  serviceSecretObjects,
  type PullLogin,
} from '../../engine/manifest/secret-objects.ts';
import type { Context, Engine, Lounge } from '../context.ts';

/**
 * Puts the Secrets that a service declares, and the login for the registry, into a namespace. Values go from `.env` to
 * the API server and nowhere else. Throws ENV_MISSING. Returns the names.
 */
export async function applySecrets(
  _context: Context,
  lounge: Lounge,
  engine: Engine,
  namespace: string,
  spec: ServiceSpec,
  /** Instead of the lounge's registry. */
  pull?: PullLogin,
): Promise<readonly string[]> {
  const values = await lounge.environmentValues();
  const missing = Object.values(spec.secrets)
    .flat()
    .filter((name) => !values.has(name));
  if (missing.length > 0) throw new LoungeError('ENV_MISSING', { names: [...new Set(missing)] });
  const objects = [
    ...serviceSecretObjects(spec, namespace, values),
    pull === undefined
      ? pullSecretObject(lounge.config, engine.name, namespace, values)
      : pullSecretFor(lounge.config, namespace, pull),
  ];
  for (const object of objects) await engine.cluster.apply(object);
  return objects.map((object) => object.metadata.name);
}
