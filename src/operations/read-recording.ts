import { LoungeError } from '../domain/errors.ts';
import type { Lounge } from './context.ts';

/** The recording of that name; undefined when there is none, also because nothing can be called that (a code, a path). */
export async function readRecording(lounge: Lounge, name: string): Promise<string | undefined> {
  return await lounge.recordings.read(name).catch((error: unknown) => {
    if (error instanceof LoungeError && error.code === 'PATH_OUTSIDE') return undefined;
    throw error;
  });
}
