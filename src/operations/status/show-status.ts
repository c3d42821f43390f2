import { applicationName } from '../../engine/manifest/layout.ts';
import type { Context, Lounge } from '../context.ts';
import { chooseEnvironment, readService, serviceNames } from '../read-service.ts';
import { lastLines } from './last-lines.ts';
import { observeNow } from './observe-now.ts';
import { runningRelease } from './running-release.ts';
import type { StatusInput, StatusOutput, StatusRow } from './operation.ts';

/** The verdict of each release, and how it is now. */
export async function showStatus(context: Context, input: StatusInput): Promise<StatusOutput> {
  const lounge = await context.lounge();
  const environments =
    input.environment === undefined
      ? Object.keys(lounge.config.environments)
      : [chooseEnvironment(lounge, input.environment)];
  const names =
    input.service === undefined ? await serviceNames(lounge) : [(await readService(lounge, input.service)).name];
  const services: StatusRow[] = [];
  for (const name of names) services.push(...(await rowsOf(context, lounge, name, environments)));
  return { services };
}

/** One row for each environment that something was released to; the first one when there is none yet. */
async function rowsOf(
  context: Context,
  lounge: Lounge,
  service: string,
  environments: readonly string[],
): Promise<readonly StatusRow[]> {
  const rows = await Promise.all(
    environments.map(async (environment) => await rowOf(context, lounge, service, environment)),
  );
  const busy = rows.filter((row) => row.release !== undefined || row.interrupted !== undefined);
  return busy.length === 0 ? rows.slice(0, 1) : busy;
}

async function rowOf(context: Context, lounge: Lounge, service: string, environment: string): Promise<StatusRow> {
  const spec = await readService(lounge, service);
  const release = await runningRelease(lounge, service, environment);
  const [now, lines, url, open] = await Promise.all([
    observeNow(context, lounge, spec, environment, release),
    lastLines(lounge, service, environment),
    lounge.publicUrl(service, environment),
    lounge.store.releases({ service, environment, unfinished: true, limit: 1 }),
  ]);
  return {
    service,
    environment,
    application: applicationName(lounge.config, service, environment),
    healthPath: spec.health.path,
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
