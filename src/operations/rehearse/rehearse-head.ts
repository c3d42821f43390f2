import { LoungeError } from '../../domain/errors.ts';
import { chooseEnvironment, readServiceAt } from '../read-service.ts';
import { foreignImage } from './foreign-image.ts';
import { rehearseTree } from './rehearse-tree.ts';
import type { Context } from '../context.ts';
import type { RehearseInput, RehearseOutput } from './operation.ts';

/** Rehearses the committed head of a service. Throws GIT_NO_COMMIT. */
export async function rehearseHead(context: Context, input: RehearseInput): Promise<RehearseOutput> {
  const lounge = await context.lounge();
  const environment = chooseEnvironment(lounge, input.environment);
  const { head } = await (await lounge.repository()).status();
  if (head === undefined) throw new LoungeError('GIT_NO_COMMIT');
  const spec = await readServiceAt(lounge, head, input.service);
  const image = await foreignImage(lounge, head, environment, spec);
  if (image !== undefined) throw new LoungeError('REHEARSAL_IMPOSSIBLE', { service: input.service, image });
  const { record, reused, namespace } = await rehearseTree(context, lounge, {
    commit: head,
    spec,
    environment,
    again: input.again,
  });
  return { ...record, reused, namespace };
}
