import { LoungeError } from '../../domain/errors.ts';
import type { Lounge } from '../context.ts';
import { chooseEnvironment } from '../read-service.ts';

/** Where a release comes from and where it goes; the one before it in lounge.yaml when `from` is left out. Throws ENVIRONMENT_UNKNOWN, USAGE. */
export function chooseEnvironments(
  lounge: Lounge,
  wanted: { readonly from?: string | undefined; readonly to: string },
  command: string,
): { readonly from: string; readonly to: string } {
  const to = chooseEnvironment(lounge, wanted.to);
  const known = Object.keys(lounge.config.environments);
  const before = known[known.indexOf(to) - 1];
  if (wanted.from === undefined && before === undefined)
    throw new LoungeError('USAGE', { problem: `--from: ${to} is the first environment of lounge.yaml`, command });
  const from = chooseEnvironment(lounge, wanted.from ?? before);
  if (from === to) throw new LoungeError('USAGE', { problem: `--from and --to are both ${to}`, command });
  return { from, to };
}
