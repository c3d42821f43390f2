import { readFileSync } from 'node:fs';
import { readFile, rm } from 'node:fs/promises';
import { writeFileAtomic } from '../platform/files.ts';
import { processMark } from '../platform/process-mark.ts';
import { createSandbox } from './sandbox.ts';
import { SandboxOptions } from './sandbox-options.ts';

/** The daemon: `node main.js <options file>`. Writes the state file once everything answers, removes it when it has stopped. */
const options = SandboxOptions.parse(JSON.parse(readFileSync(process.argv[2] ?? '', 'utf8')));
const log = (line: string) => process.stderr.write(`${new Date().toISOString()} ${line}\n`);

const sandbox = await createSandbox(options, log).catch((error: unknown) => {
  log(error instanceof Error ? error.message : String(error));
  process.exit(1);
});
const state = { pid: process.pid, processMark: processMark(process.pid), isolation: sandbox.isolation };
await writeFileAtomic(options.files.state, JSON.stringify(state));
log(`up, isolation ${sandbox.isolation}`);

let stopping = false;
for (const signal of ['SIGTERM', 'SIGINT'] as const) process.on(signal, () => void stop(signal));
// A bug of one controller must not take the others down.
process.on('unhandledRejection', (reason) =>
  log(`bug: ${reason instanceof Error ? (reason.stack ?? reason.message) : String(reason)}`),
);

async function stop(signal: string): Promise<void> {
  if (stopping) return;
  stopping = true;
  log(`stopping: ${signal}`);
  await sandbox.close();
  const written = JSON.parse(await readFile(options.files.state, 'utf8').catch(() => '{}')) as { pid?: number };
  if (written.pid === process.pid) await rm(options.files.state, { force: true });
  process.exit(0);
}
