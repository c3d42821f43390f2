import type { Context, Lounge } from '../context.ts';
import { chooseEnvironment, readService, serviceNames } from '../read-service.ts';
import { lastLines } from './last-lines.ts';
import { observeNow } from './observe-now.ts';
import { runningRelease } from './running-release.ts';
import type { StatusInput, StatusOutput, StatusRow } from './operation.ts';

/** The verdict of each release, and how it is now. */
export async function showStatus(context: Context, input: StatusInput): Promise<StatusOutput> {
  const lounge = await context.lounge();
  const environment = chooseEnvironment(lounge, input.environment);
  const names =
    input.service === undefined ? await serviceNames(lounge) : [(await readService(lounge, input.service)).name];
  const services: StatusRow[] = [];
  for (const name of names) services.push(await rowOf(context, lounge, name, environment));
  return { services };
}

async function rowOf(context: Context, lounge: Lounge, service: string, environment: string): Promise<StatusRow> {
  const spec = await readService(lounge, service);
  const release = await runningRelease(lounge, service, environment);
  const [now, lines, url, open] = await Promise.all([
    observeNow(context, lounge, spec, environment, release),
    lastLines(lounge, service, environment),
    lounge.publicUrl(service),
    lounge.store.releases({ service, environment, unfinished: true, limit: 1 }),
  ]);
  return {
    service,
    environment,
    ...(release === undefined ? {} : { release }),
    now: {
      ...now,
      pods: [...now.pods],
      problems: release === undefined ? [] : [...now.problems],
      state: release === undefined ? 'unknown' : now.state,
    },
    lastLines: [...lines],
    ...(release === undefined || url === undefined ? {} : { url }),
    ...(open[0] === undefined ? {} : { interrupted: open[0].id }),
  };
}
