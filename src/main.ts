import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { Actor } from './domain/actor.ts';
import { LoungeError } from './domain/errors.ts';
import { Language } from './domain/language.ts';
import { createPackageTemplates } from './drivers/templates/package-templates.ts';
import { createWeb } from './drivers/web.ts';
import { createFileWorkspace } from './drivers/workspace/files.ts';
import type { Context, Lounge, Progress } from './operations/context.ts';
import { systemClock } from './platform/clock.ts';
import { readTextIfExists } from './platform/files.ts';
import { interruptSignal } from './platform/interrupt.ts';
import { say } from './surfaces/cli/messages.ts';
import { runCli, type CliWorld } from './surfaces/cli/run-cli.ts';
import { createRenderer, findLounge, localEngineOf, machine, openLounge, packageRoot, receivingRepository, repositoryOf } from './wiring.ts';

const interactive = process.stdin.isTTY === true && process.stderr.isTTY === true && process.env['CI'] === undefined;

const world: CliWorld = {
  argv: process.argv.slice(2),
  version: await packageVersion(),
  interactive,
  stdout: process.stdout,
  stderr: process.stderr,
  chooseLanguage,
  createContext: async (options) => createContext(options),
};

process.exitCode = await runCli(world);

async function packageVersion(): Promise<string> {
  const text = await readTextIfExists(`${packageRoot}/package.json`);
  return String((JSON.parse(text ?? '{}') as { version?: unknown }).version ?? '0.0.0');
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

function createContext(options: { language: Language; folder: string | undefined; interactive: boolean; progress: (event: Progress) => void }): Context & { close(): Promise<void> } {
  const folder = resolve(options.folder ?? process.cwd());
  const open = new Map<string, Promise<Lounge>>();
  const interrupt = interruptSignal(() => options.progress({ kind: 'note', text: say(options.language, 'secondInterrupt') }));
  return {
    language: options.language,
    actor: readActor(),
    signal: interrupt.signal,
    clock: systemClock,
    machine,
    templates: createPackageTemplates(`${packageRoot}/templates`),
    web: createWeb(),
    folder,
    progress: options.progress,
    confirm: options.interactive ? confirm : undefined,
    readStandardInput: async () => await readAll(process.stdin),
    lounge: async (at = folder) => {
      const root = await findLounge(resolve(folder, at));
      if (root === undefined) throw new LoungeError('CONFIG_MISSING', { folder: resolve(folder, at) });
      const lounge = open.get(root) ?? openLounge(root);
      open.set(root, lounge);
      return await lounge;
    },
    workspace: async (at) => await createFileWorkspace(resolve(folder, at)),
    renderer: createRenderer,
    receivingRepository: () => receivingRepository(process.cwd()),
    repositoryAt: async (at, branch) => repositoryOf(resolve(folder, at), branch),
    localEngineAt: async (at) => localEngineOf(resolve(folder, at)),
    readFile: async (path) => await readTextIfExists(resolve(folder, path)),
    runner: async () => {
      const { createLocalRunner } = await import('./drivers/local-runner/create-local-runner.ts');
      return createLocalRunner();
    },
    close: async () => {
      interrupt.dispose();
      for (const lounge of open.values()) await (await lounge.catch(() => undefined))?.close();
    },
  };
}

/** LOUNGE_ACTOR and LOUNGE_ROLE, else the user of this machine as a human. Throws USAGE for an unknown role. */
function readActor(): Actor {
  const name = process.env['LOUNGE_ACTOR'] ?? process.env['USER'] ?? homedir().split('/').at(-1) ?? 'unknown';
  const actor = Actor.safeParse({ name: name.slice(0, 100) || 'unknown', role: process.env['LOUNGE_ROLE'] ?? 'human' });
  if (actor.success) return actor.data;
  throw new LoungeError('USAGE', { problem: 'LOUNGE_ROLE: human, planner, developer or qa', command: '' });
}

async function confirm(question: string): Promise<boolean> {
  const terminal = createInterface({ input: process.stdin, output: process.stderr });
  try {
    return /^\s*(y|yes|예|네|ㅇ)\s*$/i.test(await terminal.question(`${question} [y/N] `));
  } finally {
    terminal.close();
  }
}

async function readAll(stream: NodeJS.ReadableStream): Promise<string> {
  const chunks: Buffer[] = [];
  for await (const chunk of stream) chunks.push(Buffer.from(chunk as Uint8Array));
  return Buffer.concat(chunks).toString();
}
