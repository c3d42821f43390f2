import { usedRegistries } from '../../../domain/lounge-config.ts';
import type { Context, Lounge } from '../../context.ts';
import { allRegistries } from '../../inspect-pinned.ts';
import type { Look } from './gather-evidence.ts';
import { say } from './messages.ts';

/** Whether each registry answers and takes the login of `.env`. */
export async function registryEvidence({ language }: Context, lounge: Lounge): Promise<Look> {
  const values = await lounge.environmentValues();
  for (const registry of await allRegistries(lounge)) await registry.check();
  return {
    evidence: usedRegistries(lounge.config).map(({ url, userVariable }) => ({
      what: url,
      found: say(language, 'registryGood', { user: values.get(userVariable) ?? '–' }),
    })),
  };
}
