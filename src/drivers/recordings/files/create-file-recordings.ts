import { mkdir, readdir, readFile, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { LoungeError } from '../../../domain/errors.ts';
import { isErrno } from '../../../platform/files.ts';
import type { Clock } from '../../../ports/clock.ts';
import type { Recordings } from '../../../ports/recordings.ts';
import { readGzipMembers } from './gzip-members.ts';
import { RecordingFile } from './recording-file.ts';

const SUFFIX = '.ndjson.gz';
const RELEASE = /^[a-z0-9][a-z0-9._-]{0,200}$/;
const DAY_MS = 24 * 60 * 60 * 1000;

/** One file a release, `<release>.ndjson.gz`: readable by `zcat`, and after a kill up to the last quarter of a second. */
export function createFileRecordings(options: { readonly folder: string; readonly clock: Clock }): Recordings {
  const { folder, clock } = options;
  const pathOf = (release: string): string => {
    if (!RELEASE.test(release) || release.includes('..'))
      throw new LoungeError('PATH_OUTSIDE', { path: release.slice(0, 100), root: folder });
    return join(folder, `${release}${SUFFIX}`);
  };
  const list: Recordings['list'] = async () => await listFiles(folder);
  return {
    open: async (release, header) => {
      const path = pathOf(release);
      await mkdir(folder, { recursive: true });
      const { contents, end } = readGzipMembers(await readIfThere(path));
      const file = await RecordingFile.open(path, end, clock);
      if (contents.length === 0) file.add(header);
      return file;
    },
    read: async (release) => {
      const { contents } = readGzipMembers(await readIfThere(pathOf(release)));
      return contents.length === 0 ? undefined : Buffer.concat(contents).toString();
    },
    list,
    prune: async (days) => {
      const old = (await list()).filter(({ modifiedAt }) => modifiedAt < clock.now() - days * DAY_MS);
      await Promise.all(old.map(({ release }) => rm(pathOf(release), { force: true })));
      return old.length;
    },
  };
}

async function readIfThere(path: string): Promise<Buffer> {
  return await readFile(path).catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return Buffer.alloc(0);
    throw error;
  });
}

async function listFiles(folder: string): Promise<readonly { release: string; bytes: number; modifiedAt: number }[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return [];
    throw error;
  });
  const releases = names
    .filter((name) => name.endsWith(SUFFIX))
    .map((name) => name.slice(0, -SUFFIX.length))
    .filter((release) => RELEASE.test(release));
  const files = await Promise.all(
    releases.map(async (release) => {
      const found = await stat(join(folder, `${release}${SUFFIX}`)).catch(() => undefined);
      return found && { release, bytes: found.size, modifiedAt: found.mtimeMs };
    }),
  );
  return files.filter((file) => file !== undefined).sort((one, other) => other.modifiedAt - one.modifiedAt);
}
