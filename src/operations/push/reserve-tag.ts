import { LoungeError } from '../../domain/errors.ts';
import { nextReleaseTag } from '../../engine/plan/release-tag.ts';
import type { Context, Lounge } from '../context.ts';

/** The time zone that release tags are written in: TZ_ZONE of .env, else UTC. */
export async function timeZoneOf(lounge: Lounge): Promise<string> {
  const zone = (await lounge.environmentValues()).get('TZ_ZONE') ?? 'UTC';
  try {
    new Intl.DateTimeFormat('en', { timeZone: zone });
    return zone;
  } catch (error) {
    throw new LoungeError(
      'ENV_VALUE',
      { name: 'TZ_ZONE', problem: `${zone.slice(0, 40)} is not an IANA time zone` },
      { cause: error },
    );
  }
}

/** A tag that neither the registry nor an unfinished release of this service has. Call it while holding the service's lease. */
export async function reserveTag(context: Context, lounge: Lounge, service: string): Promise<string> {
  const registry = await lounge.registry();
  const [inRegistry, known] = await Promise.all([
    registry.tags(`${lounge.config.imagePrefix}/${service}`),
    lounge.store.releases({ service, limit: 50 }),
  ]);
  return nextReleaseTag(context.clock.now(), await timeZoneOf(lounge), [
    ...inRegistry,
    ...known.map((release) => release.tag),
  ]);
}
