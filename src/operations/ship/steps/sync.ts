import { applicationName } from '../../../engine/manifest/layout.ts';
import { say } from '../messages.ts';
import type { Step } from '../shipping.ts';

/** Argo CD polls every two minutes; asked, it looks at once. */
const PATIENCE_MS = 10_000;

export const syncStep: Step = {
  name: 'sync',
  run: async ({ context, lounge, engine, release }) => {
    const application = applicationName(lounge.config, release.service, release.environment);
    const known = await engine.cluster.get('Application', engine.delivery.namespace, application);
    const asked = known === undefined ? 'root-app' : application;
    const acknowledged = await engine.delivery.refresh(asked, { timeoutMs: PATIENCE_MS, signal: context.signal });
    return `${asked}: ${say(context.language, acknowledged ? 'refreshed' : 'notRefreshed')}`;
  },
};
