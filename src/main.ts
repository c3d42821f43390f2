import { LANGUAGES, type Language } from './domain/language.ts';
import { findLounge } from './find-lounge.ts';
import { readTextIfExists } from './platform/files.ts';
import { packageRoot } from './platform/package-root.ts';
import { runCli } from './surfaces/cli/run-cli.ts';

// A reader that has seen enough (`| head`) is no failure of ours.
for (const stream of [process.stdout, process.stderr])
  stream.on('error', (error: NodeJS.ErrnoException) => process.exit(error.code === 'EPIPE' ? 0 : 70));

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
    const asked = languageNamed(flag);
    if (asked !== undefined) return asked;
    process.stderr.write(`--lang ${flag.slice(0, 20)}: en or ko\n`);
  }
  const root = await findLounge(folder ?? process.cwd());
  const text = root === undefined ? undefined : await readTextIfExists(`${root}/lounge.yaml`);
  const written = /^language:[ \t]*(en|ko)[ \t]*(?:#.*)?$/m.exec(text ?? '')?.[1];
  const locale = process.env['LC_ALL'] ?? process.env['LC_MESSAGES'] ?? process.env['LANG'] ?? '';
  return languageNamed(written) ?? (locale.startsWith('ko') ? 'ko' : 'en');
}

function languageNamed(name: string | undefined): Language | undefined {
  return LANGUAGES.find((language) => language === name);
}
