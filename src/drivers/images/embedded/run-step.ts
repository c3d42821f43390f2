import { mkdir } from 'node:fs/promises';
import { join } from 'node:path';
import { LoungeError } from '../../../domain/errors.ts';
import type { Bind } from '../../../platform/isolation/contract.ts';
import { detectIsolation } from '../../../platform/isolation/detect-isolation.ts';
import { removeTree } from '../../../platform/isolation/remove-tree.ts';
import { runIsolated } from '../../../platform/isolation/run-isolated.ts';
import { addLayer, showInstruction } from './add-layer.ts';
import type { BuildSession, StageImage } from './build-session.ts';
import { invalid, unsupported, type Instruction } from './dockerfile.ts';
import { findUser, type ImageUser } from './image-users.ts';
import { keyOf } from './layer-cache.ts';
import type { LayerEntry } from './layer-entry.ts';
import { commandOf, jsonStrings } from './metadata.ts';
import { findChanges, writeRoot } from './root-folder.ts';
import { cacheMounts } from './run-mounts.ts';

const PACKAGE_MANAGER = /(?:^|[;&|(]\s*|\s)((?:apk|apt|apt-get|aptitude|dpkg|yum|dnf|microdnf|zypper)\s+[^;&|]{1,60})/;
const LAST_LINES = 12;

/** RUN: the command runs in the image's own root, and what it changed becomes a layer. */
export async function runStep(session: BuildSession, stage: StageImage, instruction: Instruction): Promise<void> {
  const command = runCommand(session, stage, instruction);
  refusePackageManager(session, stage, instruction);
  const { file } = session.dockerfile;
  const user = await findUser(stage.tree, session.files, stage.settings.user || '0', 'root');
  if (!user) throw invalid(file, instruction, `the image has no user ${stage.settings.user.slice(0, 60)}`);
  const network = networkOf(session, instruction);
  const binds = [...(stage.runtime?.binds ?? []), ...(await cacheMounts(session, stage, instruction))];
  // Variables of the image win over build arguments.
  const environment = { HOME: user.home, ...Object.fromEntries(stage.args), ...Object.fromEntries(stage.settings.env) };
  const run = { command, environment, workingDirectory: stage.settings.workingDirectory, user, network };
  const key = keyOf({ run, chain: stage.chain });
  const known = await recallEntries(session, key);
  const entries = known ?? (await execute(session, stage, instruction, { ...run, binds }));
  if (known) session.say('  (from the cache)');
  else await session.cache.note(key, entries);
  await addLayer(session, stage, entries, showInstruction(instruction));
}

interface Run {
  readonly command: readonly string[];
  readonly environment: Readonly<Record<string, string>>;
  readonly workingDirectory: string;
  readonly user: ImageUser;
  readonly network: 'host' | 'none';
  readonly binds: readonly Bind[];
}

async function execute(
  session: BuildSession,
  stage: StageImage,
  instruction: Instruction,
  run: Run,
): Promise<readonly LayerEntry[]> {
  const { request, dockerfile, files } = session;
  const isolation = await detectIsolation();
  if (isolation.level !== 'full')
    throw new LoungeError('BUILD_NOT_ISOLATED', {
      file: dockerfile.file,
      line: instruction.line,
      problem: isolation.reason,
    });
  const root = join(session.temporaryFolder, `root-${instruction.line}`);
  await mkdir(root, { recursive: true });
  try {
    const before = await writeRoot(root, stage.tree, files, session.mtime);
    const last: string[] = [];
    const onLine = (line: string) => {
      if (last.push(line) > LAST_LINES) last.shift();
      session.say(`  ${line}`);
    };
    const { user, ...rest } = run;
    const machine = stage.runtime !== undefined;
    const isolated = { root, ...rest, user: { uid: user.uid, gid: user.gid }, machine, hostname: 'build' };
    const result = await runIsolated(isolated, { onLine, ...(request.signal ? { signal: request.signal } : {}) });
    request.signal?.throwIfAborted();
    if (result.exitCode !== 0)
      throw failure(dockerfile.file, instruction, result.exitCode, last.join('\n') || result.stderr.slice(-2000));
    return await findChanges(root, before, files, user);
  } finally {
    await removeTree(root);
  }
}

function failure(file: string, instruction: Instruction, exitCode: number, output: string): LoungeError {
  const shown = showInstruction(instruction).slice(0, 200);
  return new LoungeError('BUILD_FAILED', {
    file,
    line: instruction.line,
    instruction: shown,
    exitCode,
    output: output || 'no output',
  });
}

/** What a run of before changed, if all of it is still in the cache. */
async function recallEntries(session: BuildSession, key: string): Promise<readonly LayerEntry[] | undefined> {
  const known = await session.cache.recall(key);
  if (!Array.isArray(known)) return undefined;
  const entries = known as LayerEntry[];
  const whole = await Promise.all(
    entries.map(async (entry) => entry.kind !== 'file' || (await session.files.has(entry.hash, entry.size))),
  );
  return whole.includes(false) ? undefined : entries;
}

function runCommand(session: BuildSession, stage: StageImage, instruction: Instruction): readonly string[] {
  const { text } = instruction;
  const { file } = session.dockerfile;
  if (!text.includes('\n')) return commandOf(text, stage.settings.shell);
  const document = /^<<-?(["']?)(\w+)\1[ \t]*\n([^]*?)\n?\2\s*$/.exec(text);
  if (!document || document[3]?.startsWith('#!') || jsonStrings(text))
    throw unsupported(file, instruction, 'RUN with more than one here-document, or a script with #!');
  return [...(stage.settings.shell ?? ['/bin/sh', '-c']), document[3] ?? ''];
}

function refusePackageManager(session: BuildSession, stage: StageImage, instruction: Instruction): void {
  const command = PACKAGE_MANAGER.exec(instruction.text)?.[1];
  if (command === undefined || stage.runtime === undefined) return;
  const parameters = {
    file: session.dockerfile.file,
    line: instruction.line,
    command: command.trim(),
    image: stage.base,
  };
  throw new LoungeError('BUILD_PACKAGE_MANAGER', parameters);
}

function networkOf(session: BuildSession, instruction: Instruction): 'host' | 'none' {
  const flag = instruction.flags.find(({ name }) => name !== 'mount');
  if (flag === undefined || (flag.name === 'network' && flag.value === 'default')) return 'host';
  if (flag.name === 'network' && flag.value === 'none') return 'none';
  throw unsupported(session.dockerfile.file, instruction, `RUN --${flag.name}=${flag.value.slice(0, 40)}`);
}
