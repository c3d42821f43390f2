import { ROOT_APPLICATION } from '../../engine/manifest/layout.ts';
import { readField } from '../../engine/manifest/read-field.ts';
import type { Context, Engine, Lounge } from '../context.ts';
import { say } from './messages.ts';
import { step } from './step.ts';
import { untilGone } from './until-gone.ts';

/** Names of the Applications of this lounge's services. */
export async function loungeApplications(lounge: Lounge, { cluster, delivery }: Engine): Promise<readonly string[]> {
  const { project, repository } = lounge.config;
  return (await cluster.list('Application', delivery.namespace))
    .filter(
      (application) =>
        application.metadata.name !== ROOT_APPLICATION &&
        readField(application, ['spec', 'project']) === project &&
        readField(application, ['spec', 'source', 'repoURL']) === repository.url,
    )
    .map(({ metadata }) => metadata.name);
}

/** Deletes root-app, so that nothing comes back, then the Applications; their finalizers take the workloads along. */
export async function takeServicesDown(
  context: Context,
  engine: Engine,
  applications: readonly string[],
): Promise<void> {
  const { cluster, delivery } = engine;
  await step(context, 'services', async () => {
    for (const name of [ROOT_APPLICATION, ...applications])
      await cluster.remove('Application', delivery.namespace, name);
    for (const name of [ROOT_APPLICATION, ...applications])
      await untilGone(context, engine, 'Application', delivery.namespace, name);
    return say(context.language, 'servicesDone', { count: applications.length });
  });
}
