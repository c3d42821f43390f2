import { LoungeError } from '../../../domain/errors.ts';
import { ROOT_APPLICATION } from '../../../engine/manifest/layout.ts';
import { runningState } from '../../../engine/plan/running-state.ts';
import type { Context, Engine, Lounge } from '../../context.ts';
import type { Evidence } from '../operation.ts';
import type { Look } from './gather-evidence.ts';
import { say } from './messages.ts';
import { reachableEnvironments } from './reachable-environments.ts';

/** Whether each cluster answers, and how root-app is in it. */
export async function clusterEvidence(context: Context, lounge: Lounge): Promise<Look> {
  const { reachable, isLocalDown } = await reachableEnvironments(lounge);
  const looked = await Promise.all(reachable.map(async (name) => await lookAt(context, lounge, name)));
  const down = { what: 'cluster', found: say(context.language, 'engineDown') };
  return { evidence: [...(isLocalDown ? [down] : []), ...looked.flat()] };
}

async function lookAt(context: Context, lounge: Lounge, environment: string): Promise<readonly Evidence[]> {
  try {
    const engine = await lounge.engine(environment);
    const { version } = await engine.cluster.check();
    const found = say(context.language, 'clusterGood', { version });
    return [
      { what: environment, found },
      { what: `${environment} ${ROOT_APPLICATION}`, found: await rootOf(context, engine) },
    ];
  } catch (error) {
    if (!(error instanceof LoungeError)) throw error;
    return [{ what: environment, found: `${error.code}: ${error.message}` }];
  }
}

async function rootOf({ language }: Context, { cluster, delivery }: Engine): Promise<string> {
  const application = await cluster.get('Application', delivery.namespace, ROOT_APPLICATION);
  if (application === undefined) return say(language, 'absent');
  const { sync, health, message } = runningState({
    application,
    pods: [],
    digests: [],
    replicas: 0,
    endpoint: undefined,
  });
  return say(language, 'root', { sync, health, message: message === undefined ? '' : `: ${message}` });
}
