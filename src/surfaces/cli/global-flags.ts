import { parseArgs } from 'node:util';

/** Flags that every command takes. */
export interface GlobalFlags {
  readonly json: boolean;
  readonly help: boolean;
  readonly version: boolean;
  readonly quiet: boolean;
  readonly lang: string | undefined;
  readonly folder: string | undefined;
}

/** The same, for node:util’s parseArgs. */
export const GLOBAL_OPTIONS = {
  json: { type: 'boolean' },
  help: { type: 'boolean', short: 'h' },
  version: { type: 'boolean', short: 'V' },
  quiet: { type: 'boolean', short: 'q' },
  lang: { type: 'string' },
  folder: { type: 'string', short: 'C' },
} as const;

/** The flags of every command, wherever they stand; the rest is left for the operation. */
export function readGlobalFlags(argv: readonly string[]): GlobalFlags {
  const { values } = parseArgs({
    args: untilDashes(argv),
    options: GLOBAL_OPTIONS,
    strict: false,
    allowPositionals: true,
  });
  const text = (value: unknown) => (typeof value === 'string' ? value : undefined);
  return {
    json: values.json === true,
    help: values.help === true,
    version: values.version === true,
    quiet: values.quiet === true,
    lang: text(values.lang),
    folder: text(values.folder),
  };
}

function untilDashes(argv: readonly string[]): string[] {
  const end = argv.indexOf('--');
  return argv.slice(0, end < 0 ? argv.length : end);
}
