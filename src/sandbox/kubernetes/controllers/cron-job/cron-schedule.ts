const MINUTE_MS = 60_000;
const HOUR_MINUTES = 60;
/** No date of a calendar lies further ahead (29 February on a given weekday: up to 40 years, as cron gives up before). */
const HORIZON_MS = 5 * 366 * 86_400_000;

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const DAYS = ['sun', 'mon', 'tue', 'wed', 'thu', 'fri', 'sat'];

const MACROS: ReadonlyMap<string, string> = new Map([
  ['@yearly', '0 0 1 1 *'],
  ['@annually', '0 0 1 1 *'],
  ['@monthly', '0 0 1 * *'],
  ['@weekly', '0 0 * * 0'],
  ['@daily', '0 0 * * *'],
  ['@midnight', '0 0 * * *'],
  ['@hourly', '0 * * * *'],
]);

/** When something is due. Times are milliseconds since the epoch. */
export interface CronSchedule {
  /** The first time after; undefined when there is none within five years. */
  next(after: number): number | undefined;
}

interface Field {
  readonly values: ReadonlySet<number>;
  readonly any: boolean;
}

interface Fields {
  readonly minute: Field;
  readonly hour: Field;
  readonly day: Field;
  readonly month: Field;
  readonly weekday: Field;
}

/** Five fields or a macro, in a time zone (IANA; UTC when left out). Throws an Error that says what is wrong. */
export function parseCronSchedule(text: string, timeZone = 'UTC'): CronSchedule {
  const wall = wallClock(timeZone);
  const line = text.trim().toLowerCase();
  const every = /^@every (?:(\d{1,4})h)?(?:(\d{1,5})m)?$/.exec(line);
  if (every) return everySchedule(Number(every[1] ?? 0) * HOUR_MINUTES + Number(every[2] ?? 0), text);
  const words = (MACROS.get(line) ?? line).split(/\s+/);
  const [minute = '', hour = '', day = '', month = '', weekday = '', ...rest] = words;
  if (words.length !== 5 || rest.length > 0) {
    throw new Error(`expected exactly 5 fields, found ${words.length}: [${text}]`);
  }
  const fields: Fields = {
    minute: parseField(minute, 0, 59),
    hour: parseField(hour, 0, 23),
    day: parseField(day, 1, 31),
    month: parseField(month, 1, 12, MONTHS, 1),
    weekday: parseWeekday(weekday),
  };
  return { next: (after) => nextTime(fields, wall, after) };
}

function everySchedule(minutes: number, text: string): CronSchedule {
  if (minutes < 1) throw new Error(`an interval of at least one minute is needed: [${text}]`);
  const interval = minutes * MINUTE_MS;
  return { next: (after) => Math.floor(after / interval) * interval + interval };
}

function parseField(text: string, low: number, high: number, names: readonly string[] = [], base = 0): Field {
  const values = new Set<number>();
  for (const part of text.split(',')) {
    const [range = '', step, ...rest] = part.split('/');
    if (rest.length > 0) throw new Error(`too many slashes: ${part}`);
    const [first, last] = parseRange(range, low, high, names, base, step !== undefined);
    const size = step === undefined ? 1 : parseNumber(step, part);
    if (size < 1) throw new Error(`step of range should be a positive number: ${part}`);
    for (let value = first; value <= last; value += size) values.add(value);
  }
  return { values, any: text === '*' || text === '?' };
}

function parseRange(
  range: string,
  low: number,
  high: number,
  names: readonly string[],
  base: number,
  stepped: boolean,
): [number, number] {
  if (range === '*' || range === '?') return [low, high];
  const read = (word: string): number => (names.includes(word) ? names.indexOf(word) + base : parseNumber(word, range));
  const [from = '', to, ...rest] = range.split('-');
  if (rest.length > 0) throw new Error(`too many hyphens: ${range}`);
  const first = read(from);
  const last = to === undefined ? (stepped ? high : first) : read(to);
  if (first < low) throw new Error(`beginning of range (${first}) below minimum (${low}): ${range}`);
  if (last > high) throw new Error(`end of range (${last}) above maximum (${high}): ${range}`);
  if (first > last) throw new Error(`beginning of range (${first}) beyond end of range (${last}): ${range}`);
  return [first, last];
}

function parseNumber(word: string, context: string): number {
  if (!/^\d{1,4}$/.test(word)) throw new Error(`failed to parse int from ${JSON.stringify(word)}: ${context}`);
  return Number(word);
}

/** 7 is Sunday too. */
function parseWeekday(text: string): Field {
  const { values, any } = parseField(text, 0, 7, DAYS);
  return { values: new Set([...values].map((value) => value % 7)), any };
}

type Wall = Readonly<Record<'minute' | 'hour' | 'day' | 'month' | 'weekday', number>>;

function wallClock(timeZone: string): (time: number) => Wall {
  const format = new Intl.DateTimeFormat('en-US', {
    timeZone,
    hourCycle: 'h23',
    weekday: 'short',
    month: 'numeric',
    day: 'numeric',
    hour: 'numeric',
    minute: 'numeric',
  });
  return (time) => {
    const parts = new Map(format.formatToParts(time).map(({ type, value }) => [type, value]));
    const weekday = DAYS.indexOf((parts.get('weekday') ?? '').toLowerCase());
    const number = (part: 'minute' | 'hour' | 'day' | 'month'): number => Number(parts.get(part));
    return { minute: number('minute'), hour: number('hour'), day: number('day'), month: number('month'), weekday };
  };
}

function nextTime(fields: Fields, wall: (time: number) => Wall, after: number): number | undefined {
  let time = Math.floor(after / MINUTE_MS) * MINUTE_MS + MINUTE_MS;
  while (time - after < HORIZON_MS) {
    const now = wall(time);
    const minutes = minutesToSkip(fields, now);
    if (minutes === 0) return time;
    time += minutes * MINUTE_MS;
  }
  return undefined;
}

/** 0: it is due. A day is left by way of its last hour, so that a change of the clock cannot jump over midnight. */
function minutesToSkip(fields: Fields, { minute, hour, day, month, weekday }: Wall): number {
  const toNextHour = HOUR_MINUTES - minute;
  if (!fields.month.values.has(month) || !dayMatches(fields, day, weekday)) {
    return hour < 22 ? toNextHour + (22 - hour) * HOUR_MINUTES : toNextHour;
  }
  if (!fields.hour.values.has(hour)) return toNextHour;
  return fields.minute.values.has(minute) ? 0 : 1;
}

/** As cron: when both day fields are given, either is enough. */
function dayMatches({ day, weekday }: Fields, dayOfMonth: number, dayOfWeek: number): boolean {
  const [byDate, byWeekday] = [day.values.has(dayOfMonth), weekday.values.has(dayOfWeek)];
  return day.any || weekday.any ? byDate && byWeekday : byDate || byWeekday;
}
