import { namespaceOf } from '../../domain/lounge-config.ts';
import { serviceSecretObjects } from '../../engine/manifest/secret-objects.ts';
import type { Context } from '../context.ts';
import { chooseEnvironment, readService } from '../read-service.ts';
import type { SecretRow, SecretsStatusInput, SecretsStatusOutput } from './operations.ts';

/** How the declared secrets differ from the cluster; no value is given. */
export async function compareSecrets(context: Context, input: SecretsStatusInput): Promise<SecretsStatusOutput> {
  const lounge = await context.lounge();
  const environment = chooseEnvironment(lounge, input.environment);
  const spec = await readService(lounge, input.service);
  const namespace = namespaceOf(lounge.config, environment);
  const values = await lounge.environmentValues();
  const { cluster } = await lounge.engine(environment);
  const rows: SecretRow[] = [];
  for (const wanted of serviceSecretObjects(spec, namespace, values)) {
    const secret = wanted.metadata.name;
    const found = dataOf(await cluster.get('Secret', namespace, secret));
    for (const variable of spec.secrets[secret] ?? [])
      rows.push({ secret, variable, state: stateOf(dataOf(wanted)[variable], found[variable]) });
  }
  return { service: input.service, rows };
}

function dataOf(object: { readonly [field: string]: unknown } | undefined): Readonly<Record<string, string>> {
  const data = object?.['data'];
  return typeof data === 'object' && data !== null ? (data as Record<string, string>) : {};
}

function stateOf(wanted: string | undefined, found: string | undefined): SecretRow['state'] {
  if (wanted === undefined) return 'missing in .env';
  if (found === undefined) return 'missing in cluster';
  return wanted === found ? 'same' : 'different';
}
