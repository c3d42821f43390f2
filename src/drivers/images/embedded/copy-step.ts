import { LoungeError } from '../../../domain/errors.ts';
import { addLayer, showInstruction } from './add-layer.ts';
import { OutsideSource, type CopySource } from './build-context.ts';
import type { BuildSession, StageImage } from './build-session.ts';
import { CopyFailure, copyFiles, type CopyRequest } from './copy-files.ts';
import { flagOf, invalid, unsupported, type Instruction } from './dockerfile.ts';
import { findUser } from './image-users.ts';
import { jsonStrings } from './metadata.ts';
import { TarFailure } from './read-tar.ts';
import { openTreeSource } from './tree-source.ts';
import { unpackArchive } from './unpack-archive.ts';
import { expandText, expandWords, type Lookup } from './words.ts';

const FLAGS = new Set(['from', 'chown', 'chmod', 'link']);

/** COPY and ADD. `openFrom` opens what --from names. */
export async function copyStep(
  session: BuildSession,
  stage: StageImage,
  instruction: Instruction,
  lookup: Lookup,
  openFrom: (name: string) => Promise<StageImage>,
): Promise<void> {
  const { file, escape } = session.dockerfile;
  const { keyword, text } = instruction;
  const other = instruction.flags.find((flag) => !FLAGS.has(flag.name));
  if (other) throw unsupported(file, instruction, `${keyword} --${other.name}`);
  if (/(?:^|\s)<<-?["']?\w/.test(text)) throw unsupported(file, instruction, `${keyword} with a here-document`);
  const words = jsonStrings(text)?.map((word) => expandText(word, lookup, escape)) ?? expandWords(text, lookup, escape);
  const destination = words.at(-1) ?? '';
  const patterns = words.slice(0, -1);
  if (patterns.length === 0) throw invalid(file, instruction, `${keyword} needs a source and a destination`);
  const url = patterns.find((pattern) => /^(?:https?|ftp|git|ssh):\/\/|^git@/i.test(pattern));
  if (keyword === 'ADD' && url !== undefined)
    throw unsupported(file, instruction, `ADD of ${url.slice(0, 100)} (a network address)`);
  const request: CopyRequest = {
    tree: stage.tree,
    source: await openSource(session, stage, instruction, openFrom),
    patterns,
    destination,
    workingDirectory: stage.settings.workingDirectory,
    owner: await ownerOf(session, stage, instruction, lookup),
    mode: modeOf(session, instruction, lookup),
    ...(keyword === 'ADD' ? { unpack: async (entry) => await unpackArchive(entry, session, instruction) } : {}),
  };
  await addLayer(session, stage, await runCopy(request, session, instruction), showInstruction(instruction));
}

async function openSource(
  session: BuildSession,
  stage: StageImage,
  instruction: Instruction,
  openFrom: (name: string) => Promise<StageImage>,
): Promise<CopySource> {
  const from = flagOf(instruction, 'from');
  if (from === undefined) return session.context;
  const other = await openFrom(from);
  for (const standIn of other.standIns) stage.standIns.add(standIn);
  return openTreeSource(other.tree, from);
}

async function runCopy(request: CopyRequest, session: BuildSession, instruction: Instruction) {
  const { file } = session.dockerfile;
  try {
    return await copyFiles(request);
  } catch (error) {
    if (error instanceof CopyFailure && error.missing !== undefined) {
      const place = { source: error.missing, place: request.source.place };
      throw new LoungeError(
        'BUILD_SOURCE_MISSING',
        { file, line: instruction.line, instruction: instruction.keyword, ...place },
        { cause: error },
      );
    }
    if (error instanceof CopyFailure || error instanceof TarFailure) throw invalid(file, instruction, error.message);
    if (error instanceof OutsideSource)
      throw invalid(file, instruction, `${error.message} leads out of ${request.source.place}`);
    throw error;
  }
}

async function ownerOf(
  session: BuildSession,
  stage: StageImage,
  instruction: Instruction,
  lookup: Lookup,
): Promise<CopyRequest['owner']> {
  const flag = flagOf(instruction, 'chown');
  // Files of another stage keep their owner, those of the context are root's already.
  if (flag === undefined) return undefined;
  const who = expandText(flag, lookup, session.dockerfile.escape);
  const user = await findUser(stage.tree, session.files, who, 'same');
  if (user) return { uid: user.uid, gid: user.gid };
  throw invalid(session.dockerfile.file, instruction, `the image has no user or group ${who.slice(0, 60)}`);
}

function modeOf(session: BuildSession, instruction: Instruction, lookup: Lookup): number | undefined {
  const flag = flagOf(instruction, 'chmod');
  if (flag === undefined) return undefined;
  const text = expandText(flag, lookup, session.dockerfile.escape);
  if (/^[0-7]{3,4}$/.test(text)) return Number.parseInt(text, 8);
  throw unsupported(session.dockerfile.file, instruction, `--chmod=${text.slice(0, 40)} (octal numbers only)`);
}
