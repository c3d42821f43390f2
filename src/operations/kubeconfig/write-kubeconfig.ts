import { basename, dirname, resolve } from 'node:path';
import { LoungeError } from '../../domain/errors.ts';
import { roleAccount } from '../../engine/manifest/generate/roles/role-account.ts';
import type { Context } from '../context.ts';
import { chooseEnvironment } from '../read-service.ts';
import type { KubeconfigInput, KubeconfigOutput } from './operation.ts';

const HOUR_SECONDS = 3600;

/** Lets the cluster issue a token for a role, and writes it down for whoever ships. Throws ROLES_NOT_ENFORCED, ROLE_ACCOUNT_MISSING. */
export async function writeKubeconfig(context: Context, input: KubeconfigInput): Promise<KubeconfigOutput> {
  const lounge = await context.lounge();
  const { config } = lounge;
  const environment = chooseEnvironment(lounge, input.environment);
  const engine = config.environments[environment]?.engine ?? '';
  if (config.engines[engine]?.kind !== 'kubernetes') throw new LoungeError('ROLES_NOT_ENFORCED', { engine });
  const { namespace, name } = roleAccount(config, engine, input.role);
  const { administration } = await lounge.engine(environment);
  const made = await administration.kubeconfigFor({ namespace, name, seconds: input.hours * HOUR_SECONDS });
  const account = `${namespace}/${name}`;
  if (made === undefined) throw new LoungeError('ROLE_ACCOUNT_MISSING', { account, engine, environment });
  const file = resolve(context.folder, input.out);
  await context.workspace(dirname(file)).write(basename(file), made.text, { mode: 0o600 });
  return { file, account, context: made.context, expires: made.expires };
}
