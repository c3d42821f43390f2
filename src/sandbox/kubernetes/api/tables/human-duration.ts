const UNITS: readonly (readonly [below: number, show: (seconds: number) => string])[] = [
  [120, (seconds) => `${seconds}s`],
  [600, (seconds) => pair(seconds, 60, 'm', 1, 's', 60)],
  [3 * 3600, (seconds) => `${Math.trunc(seconds / 60)}m`],
  [8 * 3600, (seconds) => pair(seconds, 3600, 'h', 60, 'm', 60)],
  [48 * 3600, (seconds) => `${Math.trunc(seconds / 3600)}h`],
  [8 * 86_400, (seconds) => pair(seconds, 86_400, 'd', 3600, 'h', 24)],
  [2 * 365 * 86_400, (seconds) => `${Math.trunc(seconds / 86_400)}d`],
  [8 * 365 * 86_400, (seconds) => pair(seconds, 365 * 86_400, 'y', 86_400, 'd', 365)],
];

/** As k8s.io/apimachinery/pkg/util/duration.HumanDuration. */
export function humanDuration(milliseconds: number): string {
  const seconds = Math.trunc(milliseconds / 1000);
  if (seconds < -1) return '<invalid>';
  if (seconds < 0) return '0s';
  const unit = UNITS.find(([below]) => seconds < below);
  return unit ? unit[1](seconds) : `${Math.trunc(seconds / (365 * 86_400))}y`;
}

function pair(seconds: number, large: number, unit: string, small: number, rest: string, modulus: number): string {
  const remainder = Math.trunc(seconds / small) % modulus;
  const whole = `${Math.trunc(seconds / large)}${unit}`;
  return remainder === 0 ? whole : `${whole}${remainder}${rest}`;
}

/** How long ago a time was; `<unknown>` where there is none. */
export function ageOf(time: unknown, now: number): string {
  return typeof time === 'string' && time !== '' ? humanDuration(now - Date.parse(time)) : '<unknown>';
}
