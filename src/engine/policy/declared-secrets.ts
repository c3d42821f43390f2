import { listOf, readField, recordOf } from '../manifest/read-field.ts';
import type { PolicyContext } from './policy-context.ts';

/** Names of variables that some service.yaml declares as secret. */
export function declaredSecrets(context: PolicyContext): ReadonlySet<string> {
  const specs = [...context.services.sources].flatMap(
    (service) => context.yaml(`apps/${service}/service.yaml`).documents,
  );
  const names = specs.flatMap(({ value }) =>
    Object.values(recordOf(readField(value, ['secrets']))).flatMap((list) => listOf(list)),
  );
  return new Set(names.filter((name) => typeof name === 'string'));
}
