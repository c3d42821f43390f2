const MINUTE = 60_000;

/** `v{YYYYMMDDHHMM}` of an instant (milliseconds since the epoch) in an IANA time zone. Throws RangeError for an unknown zone. */
export function releaseTag(instant: number, timeZone: string): string {
  // The first use of Intl costs 20 ms.
  if (timeZone === 'UTC') return `v${new Date(instant).toISOString().replace(/\D/g, '').slice(0, 12)}`;
  const format = new Intl.DateTimeFormat('en-GB', {
    timeZone,
    hourCycle: 'h23',
    year: 'numeric',
    month: '2-digit',
    day: '2-digit',
    hour: '2-digit',
    minute: '2-digit',
  });
  const parts = new Map(format.formatToParts(instant).map((part) => [part.type, part.value]));
  return `v${(['year', 'month', 'day', 'hour', 'minute'] as const).map((type) => parts.get(type) ?? '').join('')}`;
}

/**
 * The first free tag from `now` on: later than every tag that exists, so that two releases in one minute, or a clock
 * that went back, never share or reorder tags.
 */
export function nextReleaseTag(now: number, timeZone: string, taken: Iterable<string>): string {
  const newest = [...taken]
    .filter((tag) => /^v\d{12}$/.test(tag))
    .toSorted()
    .at(-1);
  const tag = releaseTag(now, timeZone);
  return newest === undefined || tag > newest ? tag : tagAfter(newest);
}

function tagAfter(tag: string): string {
  const [year, month, day, hour, minute] = [
    [1, 5],
    [5, 7],
    [7, 9],
    [9, 11],
    [11, 13],
  ].map(([from, to]) => Number(tag.slice(from, to)));
  const next = Date.UTC(year ?? 0, (month ?? 1) - 1, day ?? 1, hour ?? 0, minute ?? 0) + MINUTE;
  return releaseTag(next, 'UTC');
}
