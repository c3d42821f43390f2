import { readFile } from 'node:fs/promises';
import { homedir } from 'node:os';
import { resolve } from 'node:path';
import { createInterface } from 'node:readline/promises';
import { promisify } from 'node:util';
import { gunzip } from 'node:zlib';
import { Actor } from './domain/actor.ts';
import { LoungeError } from './domain/errors.ts';
import type { Language } from './domain/language.ts';
import { createHostKeys } from './drivers/host-keys/create-host-keys.ts';
import { createRemoteReader } from './drivers/remote-reader/create-remote-reader.ts';
import { createFileWorkspace } from './drivers/workspace/files.ts';
import { findLounge } from './find-lounge.ts';
import type { Context, Lounge, Progress } from './operations/context.ts';
import { steadyClock } from './platform/clock.ts';
import { readTextIfExists } from './platform/files.ts';
import { interruptSignal } from './platform/interrupt.ts';
import { openLounge } from './open-lounge.ts';
import { say } from './surfaces/cli/messages.ts';
import {
  createMachine,
  rendersOf,
  createTemplates,
  createWeb,
  localEngineOf,
  localRunner,
  receivingRepository,
  type ArrivingPush,
  repositoryOf,
} from './wiring.ts';

/** 256 MiB. */
const LONGEST_RECORDING = 256 * 1024 * 1024;

export interface ContextOptions {
  readonly language: Language;
  /** Where the caller stands; the process's own folder when left out. */
  readonly folder: string | undefined;
  readonly interactive: boolean;
  readonly progress: (event: Progress) => void;
  /** The push that is to be judged; that of the hook that this process runs in when left out. */
  readonly push?: ArrivingPush;
}

/** What one call of an operation sees of the world. `close` it when the operation has ended. */
export function createContext(options: ContextOptions): Context & { close(): Promise<void> } {
  const folder = resolve(options.folder ?? process.cwd());
  const open = new Map<string, Promise<Lounge>>();
  const interrupt = interruptSignal(() =>
    options.progress({ kind: 'note', text: say(options.language, 'secondInterrupt') }),
  );
  return {
    language: options.language,
    actor: readActor(),
    signal: interrupt.signal,
    clock: steadyClock,
    machine: createMachine(),
    templates: createTemplates(),
    web: createWeb(),
    hostKeys: createHostKeys(),
    remoteReader: createRemoteReader(),
    folder,
    progress: options.progress,
    confirm: options.interactive ? confirm : undefined,
    readStandardInput: async () => await readAll(process.stdin),
    lounge: async (at = folder) => await openAt(resolve(folder, at), open),
    workspace: (at) => createFileWorkspace(resolve(folder, at)),
    rendersOf: (repository) => rendersOf(repository),
    receivingRepository: () => receivingRepository(options.push),
    repositoryAt: async (at, branch) => repositoryOf(resolve(folder, at), branch),
    localEngineAt: async (at) => localEngineOf(resolve(folder, at)),
    readFile: async (path) => await readRecordedText(resolve(folder, path)),
    runner: localRunner,
    close: async () => {
      interrupt.dispose();
      for (const lounge of open.values()) await (await lounge.catch(() => undefined))?.close();
    },
  };
}

async function openAt(folder: string, open: Map<string, Promise<Lounge>>): Promise<Lounge> {
  const root = await findLounge(folder);
  if (root === undefined) throw new LoungeError('CONFIG_MISSING', { folder });
  const lounge = open.get(root) ?? openLounge(root);
  open.set(root, lounge);
  return await lounge;
}

/** LOUNGE_ACTOR and LOUNGE_ROLE, else the user of this machine as a human. Throws USAGE for an unknown role. */
function readActor(): Actor {
  const name = process.env['LOUNGE_ACTOR'] ?? process.env['USER'] ?? homedir().split('/').at(-1) ?? '';
  const actor = Actor.safeParse({ name: name.slice(0, 100) || 'unknown', role: process.env['LOUNGE_ROLE'] ?? 'human' });
  if (actor.success) return actor.data;
  throw new LoungeError('USAGE', { problem: 'LOUNGE_ROLE: human, planner, developer, qa', command: '' });
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

/** The text of a file, of `.gz` unpacked; what cannot be unpacked is empty. */
async function readRecordedText(path: string): Promise<string | undefined> {
  if (!path.endsWith('.gz')) return await readTextIfExists(path);
  const packed = await readFile(path).catch(() => undefined);
  if (packed === undefined) return undefined;
  const unpacked = promisify(gunzip)(packed, { maxOutputLength: LONGEST_RECORDING });
  return await unpacked.then(
    (bytes) => bytes.toString(),
    () => '',
  );
}
