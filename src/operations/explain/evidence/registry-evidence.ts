import type { Context, Lounge } from '../../context.ts';
import type { Look } from './gather-evidence.ts';
import { say } from './messages.ts';

/** Whether the registry answers and takes the login of `.env`. */
export async function registryEvidence({ language }: Context, lounge: Lounge): Promise<Look> {
  const registry = await lounge.registry();
  await registry.check();
  const user = (await lounge.environmentValues()).get('REGISTRY_USER') ?? '–';
  return { evidence: [{ what: registry.url, found: say(language, 'registryGood', { user }) }] };
}
