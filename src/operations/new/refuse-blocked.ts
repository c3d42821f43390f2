import { LoungeError } from '../../domain/errors.ts';
import { evaluatePolicy } from '../../engine/policy/evaluate-policy.ts';
import type { PolicyFile } from '../../engine/policy/snapshot.ts';
import type { Workspace } from '../../ports/workspace.ts';
import { policySnapshot } from '../check/policy-snapshot.ts';
import type { Context, Lounge } from '../context.ts';
import type { NewFile } from './write-and-commit.ts';

export interface Intake {
  readonly source: Workspace;
  /** Paths in the source. */
  readonly names: readonly string[];
  /** Where they go. */
  readonly folder: string;
  readonly written: readonly NewFile[];
}

/**
 * Judges code that would be taken in as if it were committed, before anything is written: an error in it would stop the
 * release of every other service. Throws TAKE_IN_BLOCKED.
 */
export async function refuseBlocked(context: Context, lounge: Lounge, intake: Intake): Promise<void> {
  const repository = await lounge.repository();
  const { head } = await repository.status();
  if (head === undefined) return;
  const snapshot = await policySnapshot({
    repository,
    renders: await lounge.keptRenders(),
    config: lounge.config,
    commit: head,
    environmentValues: await lounge.environmentValues(),
    actor: context.actor,
    signal: context.signal,
  });
  const added = await addedFiles(intake);
  const { findings } = evaluatePolicy(
    { ...snapshot, files: [...snapshot.files, ...added] },
    { language: context.language, at: context.clock.now() },
  );
  const paths = new Set(added.map(({ path }) => path));
  const errors = findings.filter(({ severity, place }) => severity === 'error' && paths.has(place.file));
  const [first] = errors;
  if (first === undefined) return;
  const { file, line } = first.place;
  throw new LoungeError('TAKE_IN_BLOCKED', {
    count: errors.length,
    place: line === undefined ? file : `${file}:${line}`,
    first: `${first.message} ${first.fix}`,
    folder: intake.source.root,
  });
}

async function addedFiles({ source, names, folder, written }: Intake): Promise<readonly PolicyFile[]> {
  const taken = await Promise.all(
    names.map(async (name) => policyFile(`${folder}/${name}`, (await source.read(name)) ?? '')),
  );
  return [...taken, ...written.map(({ path, content }) => policyFile(path, String(content)))];
}

function policyFile(path: string, text: string): PolicyFile {
  const file = { path, bytes: Buffer.byteLength(text), mode: '100644' };
  return text.includes('\0') ? file : { ...file, text };
}
