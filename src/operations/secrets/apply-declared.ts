import { namespaceOf } from '../../domain/lounge-config.ts';
import { chooseEnvironment, readService } from '../read-service.ts';
import { applySecrets } from './apply-secrets.ts';
import type { Context } from '../context.ts';
import type { SecretsInput, SecretsOutput } from './operations.ts';

/** Puts the declared secrets of a service from .env into the cluster. */
export async function applyDeclared(context: Context, input: SecretsInput): Promise<SecretsOutput> {
  const lounge = await context.lounge();
  const environment = chooseEnvironment(lounge, input.environment);
  const spec = await readService(lounge, input.service);
  const namespace = namespaceOf(lounge.config, environment);
  if (input.dryRun) return { namespace, names: Object.keys(spec.secrets), dryRun: true };
  return {
    namespace,
    names: [...(await applySecrets(context, lounge, await lounge.engine(environment), namespace, spec))],
    dryRun: false,
  };
}
