import { exec } from '../src/platform/exec.ts';
import { launcher } from '../test/lounge-process.ts';
import { median, timed, type BenchOptions, type BenchRow } from './bench-row.ts';

const CALLS = [['--version'], ['--help'], ['ship', '--help']] as const;
const LIMIT_MS = 150;

/** From enter to the end, warm, beside an empty Node; turn by turn, so that all meet the same machine. */
export async function benchCliStart({ short }: BenchOptions): Promise<readonly BenchRow[]> {
  const rounds = short ? 7 : 21;
  const empty: number[] = [];
  const times = CALLS.map((): number[] => []);
  const run = async (args: readonly string[]) =>
    await timed(async () => await exec(process.execPath, args, { cwd: '/', timeoutMs: 30_000 }));
  for (const call of CALLS) await run([launcher(), ...call]);
  for (let round = 0; round < rounds; round += 1) {
    empty.push(await run(['-e', '0']));
    for (const [index, call] of CALLS.entries()) times[index]?.push(await run([launcher(), ...call]));
  }
  const beside = { name: 'node -e 0', value: median(empty) };
  return CALLS.map((call, index) => ({
    name: `lounge ${call.join(' ')}`,
    value: median(times[index] ?? []),
    unit: 'ms',
    limit: LIMIT_MS,
    beside,
  }));
}
