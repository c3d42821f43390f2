/** An amount of cpu, memory or things, exact to a billionth. */
export interface Quantity {
  readonly nanos: bigint;
  readonly family: 'binary' | 'decimal' | 'exponent';
}

const NANO = 1_000_000_000n;
const BINARY = ['Ki', 'Mi', 'Gi', 'Ti', 'Pi', 'Ei'];
const DECIMAL = ['n', 'u', 'm', '', 'k', 'M', 'G', 'T', 'P', 'E'];
const PATTERN = /^([+-]?)(\d{0,20})(?:\.(\d{0,20}))?(Ki|Mi|Gi|Ti|Pi|Ei|[numkMGTPE]|[eE][+-]?\d{1,2})?$/;

/** `250m`, `1.5Gi`, `1e3`; undefined for what is none. Less than a billionth is rounded up. */
export function parseQuantity(text: string): Quantity | undefined {
  const [, sign, whole = '', fraction = '', suffix = ''] = PATTERN.exec(text) ?? [];
  if (sign === undefined || whole + fraction === '') return undefined;
  const digits = BigInt(whole + fraction);
  const [numerator, divisor] = [digits * multiplier(suffix), 10n ** BigInt(fraction.length) * divisorOf(suffix)];
  const scaled = numerator * NANO;
  const nanos = scaled / divisor + (scaled % divisor === 0n ? 0n : 1n);
  return { nanos: sign === '-' ? -nanos : nanos, family: familyOf(suffix) };
}

function familyOf(suffix: string): Quantity['family'] {
  if (suffix.endsWith('i')) return 'binary';
  return /^[eE][+-]?\d/.test(suffix) ? 'exponent' : 'decimal';
}

function multiplier(suffix: string): bigint {
  if (familyOf(suffix) === 'binary') return 1024n ** BigInt(BINARY.indexOf(suffix) + 1);
  if (familyOf(suffix) === 'exponent') return 10n ** BigInt(Math.max(0, Number(suffix.slice(1))));
  return 1000n ** BigInt(Math.max(0, DECIMAL.indexOf(suffix) - 3));
}

function divisorOf(suffix: string): bigint {
  if (familyOf(suffix) === 'binary') return 1n;
  if (familyOf(suffix) === 'exponent') return 10n ** BigInt(Math.max(0, -Number(suffix.slice(1))));
  return 1000n ** BigInt(Math.max(0, 3 - DECIMAL.indexOf(suffix)));
}

/** The canonical text: no fraction, the largest suffix that leaves a whole number. */
export function formatQuantity({ nanos, family }: Quantity): string {
  if (nanos === 0n) return '0';
  if (family === 'binary' && nanos % NANO === 0n && abs(nanos) >= 1024n * NANO) return formatBinary(nanos / NANO);
  let [value, index] = [nanos, 0];
  while (index < DECIMAL.length - 1 && value % 1000n === 0n) [value, index] = [value / 1000n, index + 1];
  if (family !== 'exponent') return `${value}${DECIMAL[index]}`;
  return index === 3 ? `${value}` : `${value}e${(index - 3) * 3}`;
}

function formatBinary(units: bigint): string {
  let [value, index] = [units, -1];
  while (index < BINARY.length - 1 && value % 1024n === 0n) [value, index] = [value / 1024n, index + 1];
  return `${value}${BINARY[index] ?? ''}`;
}

export function addQuantities(left: Quantity, right: Quantity): Quantity {
  return { nanos: left.nanos + right.nanos, family: left.nanos === 0n ? right.family : left.family };
}

function abs(value: bigint): bigint {
  return value < 0n ? -value : value;
}
