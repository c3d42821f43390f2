import { chooseLanguage } from './choose-language.ts';
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
