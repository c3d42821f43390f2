import type { LogLine } from '../../../ports/cluster.ts';

/** How far the log of a container was read, so that a stream taken up again tells nothing twice. */
export interface LogCursor {
  /** Whether the line is new; it counts as read from now on. */
  advance(line: LogLine): boolean;
  /** A stream begins again at the second of the last line: the lines of that moment will come once more. */
  restart(): void;
  /** Time of the last line, for `sinceTime`. */
  time(): string | undefined;
}

export function createLogCursor(): LogCursor {
  let last = '';
  let original: string | undefined;
  /** Lines read with exactly the time `last`. */
  let atLast = 0;
  /** Of these, how many a stream taken up again has still to repeat; undefined once it is past them. */
  let toSkip: number | undefined;
  const isRepeated = (time: string): boolean => {
    if (toSkip === undefined) return false;
    if (time < last) return true;
    if (time === last && toSkip > 0) {
      toSkip--;
      return true;
    }
    toSkip = undefined;
    return false;
  };
  return {
    advance: ({ time }) => {
      const comparable = sortable(time);
      if (isRepeated(comparable)) return false;
      atLast = comparable === last ? atLast + 1 : 1;
      last = comparable;
      original = time;
      return true;
    },
    restart: () => {
      toSkip = atLast;
    },
    time: () => original,
  };
}

/** RFC 3339 in UTC with nine digits, whatever number of digits the runtime wrote. */
function sortable(time: string): string {
  const [, seconds = '', fraction = ''] = /^(\d{4}-\d\d-\d\dT\d\d:\d\d:\d\d)(?:\.(\d{1,9}))?/.exec(time) ?? [];
  const isUtc = time.endsWith('Z');
  const whole = isUtc ? seconds : new Date(Math.floor(Date.parse(time) / 1000) * 1000 || 0).toISOString().slice(0, 19);
  return `${whole}.${fraction.padEnd(9, '0')}`;
}
