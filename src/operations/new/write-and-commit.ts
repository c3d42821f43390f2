import { LoungeError } from '../../domain/errors.ts';
import type { Context, Lounge } from '../context.ts';
import type { NewOutput } from './operation.ts';

export interface NewFile {
  readonly path: string;
  readonly content: string | Uint8Array;
  readonly executable?: boolean;
}

/** Writes new files, none of which may exist, and commits just them. */
export async function writeAndCommit(
  context: Context,
  lounge: Lounge,
  request: {
    readonly files: readonly NewFile[];
    readonly output: NewOutput;
    readonly commit: boolean;
    readonly subject: string;
  },
): Promise<NewOutput> {
  for (const file of request.files)
    if (await lounge.workspace.exists(file.path)) throw new LoungeError('FILE_EXISTS', { path: file.path });
  for (const file of request.files)
    await lounge.workspace.write(file.path, file.content, { mode: file.executable === true ? 0o755 : 0o644 });
  if (!request.commit) return request.output;
  const repository = await lounge.repository();
  const commit = await repository.commitPaths(request.output.files, `${request.subject}\n`, context.actor);
  return { ...request.output, commit };
}
