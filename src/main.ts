import { Language } from './domain/language.ts';
import { findLounge } from './find-lounge.ts';
import { readTextIfExists } from './platform/files.ts';
import { packageRoot } from './platform/package-root.ts';
import { runCli } from './surfaces/cli/run-cli.ts';

process.exitCode = await runCli({
  argv: process.argv.slice(2),
  version: packageVersion,
  interactive: process.stdin.isTTY === true && process.stderr.isTTY === true && process.env['CI'] === undefined,
  stdout: process.stdout,
  stderr: process.stderr,
  chooseLanguage,
  // Nothing of the drivers is read before an operation really runs.
  createContext: async (options) => (await import('./create-context.ts')).createContext(options),
});

async function packageVersion(): Promise<string> {
  const text = await readTextIfExists(`${packageRoot}/package.json`);
  const { version } = JSON.parse(text ?? '{}') as { version?: string };
  return version ?? '0.0.0';
}

/** --lang, else lounge.yaml, else LANG. A broken lounge.yaml is told by the operation that reads it. */
async function chooseLanguage(flag: string | undefined, folder: string | undefined): Promise<Language> {
  if (flag !== undefined) {
    const asked = Language.safeParse(flag);
    if (asked.success) return asked.data;
    process.stderr.write(`--lang ${flag.slice(0, 20)}: en or ko\n`);
  }
  const root = await findLounge(folder ?? process.cwd());
  const text = root === undefined ? undefined : await readTextIfExists(`${root}/lounge.yaml`);
  const written = /^language:[ \t]*(en|ko)[ \t]*(?:#.*)?$/m.exec(text ?? '')?.[1];
  const locale = process.env['LC_ALL'] ?? process.env['LC_MESSAGES'] ?? process.env['LANG'] ?? '';
  return Language.safeParse(written).data ?? (locale.startsWith('ko') ? 'ko' : 'en');
}
