import { LoungeError } from '../../domain/errors.ts';
import { nextReleaseTag } from '../../engine/plan/release-tag.ts';
import type { Context, Lounge } from '../context.ts';
import { allRegistries } from '../inspect-pinned.ts';

/** The time zone that release tags are written in: TZ_ZONE of .env, else UTC. */
export async function timeZoneOf(lounge: Lounge): Promise<string> {
  const zone = (await lounge.environmentValues()).get('TZ_ZONE') ?? 'UTC';
  if (zone === 'UTC') return zone;
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

/** A tag that neither a registry nor an unfinished release of this service has. Call it while holding the service's lease. */
export async function reserveTag(
  context: Context,
  lounge: Lounge,
  service: string,
  environment?: string,
): Promise<string> {
  const repository = `${lounge.config.imagePrefix}/${service}`;
  const registry = await lounge.registry(environment);
  const others = (await allRegistries(lounge)).filter(({ url }) => url !== registry.url);
  const [inRegistry, elsewhere, known] = await Promise.all([
    registry.tags(repository),
    // A promotion may carry the tag there. That registry being down is no reason not to release here.
    Promise.all(others.map(async (other) => await other.tags(repository).catch(nothingKnown))),
    lounge.store.releases({ service, limit: 50 }),
  ]);
  return nextReleaseTag(context.clock.now(), await timeZoneOf(lounge), [
    ...inRegistry,
    ...elsewhere.flat(),
    ...known.map((release) => release.tag),
  ]);
}

function nothingKnown(error: unknown): readonly string[] {
  if (error instanceof LoungeError) return [];
  throw error;
}
