import { posix } from 'node:path';
import { addLayer, showInstruction } from './add-layer.ts';
import type { BuildSession, StageImage } from './build-session.ts';
import { copyStep } from './copy-step.ts';
import { flagOf, imageOf, invalid, unsupported, type Instruction, type Stage } from './dockerfile.ts';
import { findUser } from './image-users.ts';
import { ImageTree } from './image-tree.ts';
import type { TreeEntry } from './layer-entry.ts';
import { metadataChange, pairs } from './metadata.ts';
import { runStep } from './run-step.ts';
import { machinePlatform, openBase } from './start-stage.ts';
import { ExpansionFailure, expandText, splitWords, type Lookup } from './words.ts';

/** Builds the last stage, and before it those it rests on. */
export async function buildStages(session: BuildSession): Promise<StageImage> {
  return await new StageBuilder(session).build(session.dockerfile.stages.length - 1);
}

/** The stages of one build, each built once, when another needs it. */
class StageBuilder {
  readonly #session: BuildSession;
  readonly #globals: ReadonlyMap<string, string>;
  readonly #built = new Map<number, Promise<StageImage>>();

  constructor(session: BuildSession) {
    this.#session = session;
    this.#globals = globalArguments(session);
  }

  async build(index: number): Promise<StageImage> {
    const known = this.#built.get(index) ?? this.#run(index, this.#session.dockerfile.stages[index] as Stage);
    this.#built.set(index, known);
    return await known;
  }

  async #run(index: number, stage: Stage): Promise<StageImage> {
    const { say, request, dockerfile } = this.#session;
    const place = `[${index + 1}/${dockerfile.stages.length}]`;
    await this.#buildNeeded(index, stage);
    say(`${place} ${showInstruction(stage.from)}`);
    const image = await guard(this.#session, stage.from, async () => await this.#start(index, stage.from));
    for (const instruction of stage.instructions) {
      request.signal?.throwIfAborted();
      say(`${place} ${showInstruction(instruction)}`);
      const openFrom = async (name: string) => await this.#openFrom(instruction, name, index);
      await guard(
        this.#session,
        instruction,
        async () => await execute(this.#session, image, instruction, this.#globals, openFrom),
      );
    }
    return image;
  }

  /** Stages that this one copies from, the earlier ones first. */
  async #buildNeeded(index: number, stage: Stage): Promise<void> {
    const names = stage.instructions.flatMap((one) => flagOf(one, 'from') ?? []);
    const needed = new Set(names.map((name) => this.#find(name, index)).filter((one) => one >= 0));
    for (const one of [...needed].toSorted((a, b) => a - b)) await this.build(one);
  }

  async #start(index: number, from: Instruction): Promise<StageImage> {
    const lookup: Lookup = (name) => this.#globals.get(name);
    const { escape } = this.#session.dockerfile;
    const image = expandText(imageOf(from), lookup, escape);
    const parent = this.#named(image, index);
    if (parent >= 0) return childOf(await this.build(parent));
    const flags = from.flags.map(({ name, value }) => ({ name, value: expandText(value, lookup, escape) }));
    return await openBase(this.#session, { ...from, flags }, image);
  }

  async #openFrom(instruction: Instruction, name: string, before: number): Promise<StageImage> {
    const index = this.#find(name, before);
    if (index >= 0) return await this.build(index);
    const other = await openBase(this.#session, instruction, name);
    if (other.runtime === undefined) return other;
    const what = `COPY --from=${name} (a stand-in has none of the image's files)`;
    throw unsupported(this.#session.dockerfile.file, instruction, what);
  }

  #find(name: string, before: number): number {
    const named = this.#named(name, before);
    return named < 0 && /^\d{1,4}$/.test(name) && Number(name) < before ? Number(name) : named;
  }

  #named(name: string, before: number): number {
    return this.#session.dockerfile.stages.findLastIndex(
      (stage, index) => index < before && stage.name === name.toLowerCase(),
    );
  }
}

/** A stage that starts from another: the same layers and settings, none of its arguments. */
function childOf(parent: StageImage): StageImage {
  const tree = new ImageTree();
  tree.apply(parent.tree.all());
  const { settings, chain, runtime, base } = parent;
  const lists = { layers: [...parent.layers], history: [...parent.history], standIns: new Set(parent.standIns) };
  return { settings: { ...settings }, chain, runtime, base, tree, ...lists, args: new Map(), hasOwnCommand: false };
}

async function execute(
  session: BuildSession,
  stage: StageImage,
  instruction: Instruction,
  globals: ReadonlyMap<string, string>,
  openFrom: (name: string) => Promise<StageImage>,
): Promise<void> {
  const lookup: Lookup = (name) => stage.settings.env.get(name) ?? stage.args.get(name);
  const { file, escape } = session.dockerfile;
  const { keyword } = instruction;
  if (keyword === 'RUN') return await runStep(session, stage, instruction);
  if (keyword === 'COPY' || keyword === 'ADD') return await copyStep(session, stage, instruction, lookup, openFrom);
  if (keyword === 'ARG') {
    for (const [name, value] of argumentsOf(session, instruction, lookup, globals)) stage.args.set(name, value);
    return void stage.history.push({ createdBy: showInstruction(instruction), emptyLayer: true });
  }
  const change = metadataChange(instruction, {
    file,
    escape,
    lookup,
    settings: stage.settings,
    hasOwnCommand: stage.hasOwnCommand,
  });
  if (change === undefined) throw invalid(file, instruction, `${keyword} cannot stand here`);
  stage.settings = { ...stage.settings, ...change };
  if (keyword === 'CMD') stage.hasOwnCommand = true;
  if (keyword === 'WORKDIR') await makeWorkingDirectory(session, stage, instruction);
  else stage.history.push({ createdBy: showInstruction(instruction), emptyLayer: true });
}

/** `ARG name[=default] …`: --build-arg wins, then the default, then an ARG of before the first FROM. */
function argumentsOf(
  session: BuildSession,
  instruction: Instruction,
  lookup: Lookup,
  globals: ReadonlyMap<string, string>,
): readonly (readonly [string, string])[] {
  const { file, escape } = session.dockerfile;
  const given = session.request.buildArguments;
  const words = splitWords(instruction.text, escape);
  const declared = words.flatMap((word): (readonly [string, string | undefined])[] =>
    word.includes('=') ? [...pairs({ ...instruction, text: word }, { file, escape, lookup })] : [[word, undefined]],
  );
  return declared.flatMap(([name, fallback]) => {
    const value = Object.hasOwn(given, name) ? given[name] : (fallback ?? globals.get(name));
    return value === undefined ? [] : [[name, value] as const];
  });
}

/** Variables that FROM may use, and that ARG without a default brings into a stage. */
function globalArguments(session: BuildSession): ReadonlyMap<string, string> {
  const globals = new Map(platformArguments(session.request.platform));
  const lookup: Lookup = (name) => globals.get(name);
  for (const instruction of session.dockerfile.globals) {
    for (const [name, value] of argumentsOf(session, instruction, lookup, globals)) globals.set(name, value);
  }
  return globals;
}

function platformArguments(target: string): readonly (readonly [string, string])[] {
  return [['TARGET', target] as const, ['BUILD', machinePlatform()] as const].flatMap(([prefix, platform]) => {
    const [os = '', architecture = '', variant = ''] = platform.split('/');
    return [
      [`${prefix}PLATFORM`, platform],
      [`${prefix}OS`, os],
      [`${prefix}ARCH`, architecture],
      [`${prefix}VARIANT`, variant],
    ] as const;
  });
}

/** WORKDIR makes the folder, for the user of then. */
async function makeWorkingDirectory(session: BuildSession, stage: StageImage, instruction: Instruction): Promise<void> {
  const path = stage.tree.resolve(stage.settings.workingDirectory);
  const { file } = session.dockerfile;
  const user = await findUser(stage.tree, session.files, stage.settings.user || '0', 'root');
  if (!user) throw invalid(file, instruction, `the image has no user ${stage.settings.user.slice(0, 60)}`);
  const known = path === '' ? undefined : stage.tree.get(path);
  if (known && known.kind !== 'directory') throw invalid(file, instruction, `/${path} is not a folder in the image`);
  const missing = path === '' || known ? [] : [...ImageTree.parents(path), path].filter((one) => !stage.tree.get(one));
  const made = missing.map((one): TreeEntry => ({
    kind: 'directory',
    path: one,
    mode: 0o755,
    uid: user.uid,
    gid: user.gid,
  }));
  const above =
    missing[0] === undefined ? [] : ImageTree.parents(missing[0]).flatMap((one) => stage.tree.get(one) ?? []);
  await addLayer(session, stage, [...above, ...made], `WORKDIR ${posix.join('/', path)}`);
}

async function guard<T>(session: BuildSession, instruction: Instruction, use: () => Promise<T>): Promise<T> {
  try {
    return await use();
  } catch (error) {
    if (error instanceof ExpansionFailure) throw invalid(session.dockerfile.file, instruction, error.message);
    throw error;
  }
}
