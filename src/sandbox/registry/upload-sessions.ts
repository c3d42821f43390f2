import { createHash, randomUUID, type Hash } from 'node:crypto';
import { createReadStream } from 'node:fs';
import { mkdir, open, readdir, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { isErrno } from '../../platform/files.ts';
import type { ContentStore } from './content-store.ts';
import { RegistryFailure } from './registry-failure.ts';
import type { RepositoryStore } from './repository-store.ts';

interface Session {
  readonly hash: Hash;
  size: number;
}

const ABANDONED_MS = 24 * 60 * 60 * 1000;
/** Writes are gathered to this size: one trip to the disk for many packets. */
const GATHER_BYTES = 1024 * 1024;

/** Uploads under way. They survive a restart: the file is the truth, the hash is taken again from it. */
export class UploadSessions {
  readonly #content: ContentStore;
  readonly #repositories: RepositoryStore;
  readonly #sessions = new Map<string, Session>();
  readonly #busy = new Set<string>();

  constructor(content: ContentStore, repositories: RepositoryStore) {
    this.#content = content;
    this.#repositories = repositories;
  }

  async start(repository: string): Promise<string> {
    const id = randomUUID();
    const path = this.#path(repository, id);
    await mkdir(this.#repositories.uploadsFolder(repository), { recursive: true });
    await (await open(path, 'wx')).close();
    this.#sessions.set(path, { hash: createHash('sha256'), size: 0 });
    return id;
  }

  /** Bytes received so far; throws BLOB_UPLOAD_UNKNOWN. */
  async offset(repository: string, id: string): Promise<number> {
    return (await this.#session(this.#path(repository, id))).size;
  }

  /** Appends a body, hashing as it arrives; what came before a broken connection stays. Returns the new offset. */
  async append(repository: string, id: string, body: AsyncIterable<Uint8Array>): Promise<number> {
    const path = this.#path(repository, id);
    return await exclusively(this.#busy, path, async () => {
      const session = await this.#session(path);
      await appendBody(path, session, body, this.#content);
      return session.size;
    });
  }

  /** Verifies the digest and makes the upload a blob of the repository. */
  async finish(repository: string, id: string, digest: string): Promise<void> {
    const path = this.#path(repository, id);
    await exclusively(this.#busy, path, async () => {
      const found = `sha256:${(await this.#session(path)).hash.copy().digest('hex')}`;
      if (found !== digest) {
        await this.#discard(path);
        throw new RegistryFailure('DIGEST_INVALID', `The content has the digest ${found}, not ${digest}.`);
      }
      await this.#content.adopt(path, digest);
      this.#sessions.delete(path);
      await this.#repositories.linkBlob(repository, digest);
    });
  }

  async cancel(repository: string, id: string): Promise<void> {
    const path = this.#path(repository, id);
    await exclusively(this.#busy, path, async () => {
      await this.#session(path);
      await this.#discard(path);
    });
  }

  /** Removes uploads nobody went on with for a day. */
  async sweep(now: number): Promise<void> {
    for (const folder of await this.#repositories.uploadFolders()) {
      for (const name of await readdir(folder)) {
        const path = join(folder, name);
        const found = await stat(path).catch(() => undefined);
        if (found && now - found.mtimeMs > ABANDONED_MS) await rm(path, { force: true });
      }
    }
  }

  #path(repository: string, id: string): string {
    return join(this.#repositories.uploadsFolder(repository), id);
  }

  async #session(path: string): Promise<Session> {
    const size = await sizeOf(path);
    const known = this.#sessions.get(path);
    if (known?.size === size) return known;
    const restored = { hash: await hashFile(path), size };
    this.#content.reserve(size - (known?.size ?? 0));
    this.#sessions.set(path, restored);
    return restored;
  }

  async #discard(path: string): Promise<void> {
    this.#content.release(this.#sessions.get(path)?.size ?? 0);
    this.#sessions.delete(path);
    await rm(path, { force: true });
  }
}

async function appendBody(
  path: string,
  session: Session,
  body: AsyncIterable<Uint8Array>,
  content: ContentStore,
): Promise<void> {
  const handle = await open(path, 'a');
  let gathered: Uint8Array[] = [];
  let bytes = 0;
  const write = async () => {
    if (bytes === 0) return;
    await handle.writev(gathered);
    session.size += bytes;
    [gathered, bytes] = [[], 0];
  };
  try {
    for await (const chunk of body) {
      content.reserve(chunk.byteLength);
      session.hash.update(chunk);
      gathered.push(chunk);
      bytes += chunk.byteLength;
      if (bytes >= GATHER_BYTES) await write();
    }
  } finally {
    await write().finally(async () => await handle.close());
  }
}

async function exclusively<T>(busy: Set<string>, key: string, use: () => Promise<T>): Promise<T> {
  if (busy.has(key)) throw new RegistryFailure('TOOMANYREQUESTS', 'Another request is writing to this upload.');
  busy.add(key);
  try {
    return await use();
  } finally {
    busy.delete(key);
  }
}

async function sizeOf(path: string): Promise<number> {
  return await stat(path).then(
    (found) => found.size,
    (error: unknown) => {
      if (isErrno(error, 'ENOENT')) throw new RegistryFailure('BLOB_UPLOAD_UNKNOWN', 'There is no such upload.');
      throw error;
    },
  );
}

async function hashFile(path: string): Promise<Hash> {
  const hash = createHash('sha256');
  for await (const chunk of createReadStream(path, { highWaterMark: GATHER_BYTES })) hash.update(chunk as Uint8Array);
  return hash;
}
