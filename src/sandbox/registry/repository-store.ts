import { readFile, readdir, rm } from 'node:fs/promises';
import { join } from 'node:path';
import { exists, isErrno, readTextIfExists, writeFileAtomic } from '../../platform/files.ts';
import { isRepository } from './route.ts';

/** Which content belongs to which repository, and its tags; every write is one atomic file. `parseRoute` checked names and digests. */
export class RepositoryStore {
  readonly #folder: string;

  constructor(folder: string) {
    this.#folder = folder;
  }

  async hasBlob(repository: string, digest: string): Promise<boolean> {
    return await exists(this.#blob(repository, digest));
  }

  async linkBlob(repository: string, digest: string): Promise<void> {
    await writeFileAtomic(this.#blob(repository, digest), digest);
  }

  async unlinkBlob(repository: string, digest: string): Promise<boolean> {
    return await remove(this.#blob(repository, digest));
  }

  /** Whether any repository has this, as a blob or as a manifest. */
  async isUsed(digest: string): Promise<boolean> {
    const names = await findRepositories(this.#folder, '_blobs');
    const files = names.flatMap((name) => [this.#blob(name, digest), this.#manifest(name, digest)]);
    return (await Promise.all(files.map(exists))).includes(true);
  }

  /** Media type of a manifest, or undefined where there is none. */
  async manifestType(repository: string, digest: string): Promise<string | undefined> {
    return await readTextIfExists(this.#manifest(repository, digest));
  }

  async linkManifest(repository: string, digest: string, mediaType: string): Promise<void> {
    await writeFileAtomic(this.#manifest(repository, digest), mediaType);
  }

  /** Removes a manifest, its tags first. */
  async unlinkManifest(repository: string, digest: string): Promise<void> {
    for (const tag of (await this.tags(repository)) ?? []) {
      if ((await this.tag(repository, tag)) === digest) await this.removeTag(repository, tag);
    }
    await remove(this.#manifest(repository, digest));
  }

  async tag(repository: string, tag: string): Promise<string | undefined> {
    return await readTextIfExists(this.#at(repository, '_tags', tag));
  }

  async setTag(repository: string, tag: string, digest: string): Promise<void> {
    await writeFileAtomic(this.#at(repository, '_tags', tag), digest);
  }

  async removeTag(repository: string, tag: string): Promise<boolean> {
    return await remove(this.#at(repository, '_tags', tag));
  }

  /** Sorted; undefined when there is no such repository. */
  async tags(repository: string): Promise<readonly string[] | undefined> {
    const known = (await list(this.#at(repository))).some((name) => name.startsWith('_'));
    return known ? (await list(this.#at(repository, '_tags'))).toSorted() : undefined;
  }

  /** Descriptors, as JSON, of the manifests whose subject this is. */
  async referrers(repository: string, subject: string): Promise<readonly string[]> {
    const group = this.#at(repository, '_referrers', hex(subject));
    const names = (await list(group)).toSorted();
    return await Promise.all(names.map(async (name) => await readFile(join(group, name), 'utf8')));
  }

  async addReferrer(repository: string, subject: string, digest: string, descriptor: string): Promise<void> {
    await writeFileAtomic(this.#at(repository, '_referrers', hex(subject), hex(digest)), descriptor);
  }

  async removeReferrer(repository: string, subject: string, digest: string): Promise<void> {
    await remove(this.#at(repository, '_referrers', hex(subject), hex(digest)));
  }

  /** Names of all repositories that hold an image. */
  async repositories(): Promise<readonly string[]> {
    return await findRepositories(this.#folder, '_manifests');
  }

  uploadsFolder(repository: string): string {
    return this.#at(repository, '_uploads');
  }

  /** Of all repositories that have one. */
  async uploadFolders(): Promise<readonly string[]> {
    return (await findRepositories(this.#folder, '_uploads')).map((repository) => this.uploadsFolder(repository));
  }

  #at(repository: string, ...parts: readonly string[]): string {
    return join(this.#folder, ...repository.split('/'), ...parts);
  }

  #blob(repository: string, digest: string): string {
    return this.#at(repository, '_blobs', hex(digest));
  }

  #manifest(repository: string, digest: string): string {
    return this.#at(repository, '_manifests', hex(digest));
  }
}

function hex(digest: string): string {
  return digest.slice('sha256:'.length);
}

async function remove(file: string): Promise<boolean> {
  return await rm(file).then(
    () => true,
    (error: unknown) => {
      if (isErrno(error, 'ENOENT')) return false;
      throw error;
    },
  );
}

/** Names in a folder, without what an interrupted write left. */
async function list(folder: string): Promise<string[]> {
  const names = await readdir(folder).catch((error: unknown) => {
    if (isErrno(error, 'ENOENT')) return [];
    throw error;
  });
  return names.filter((name) => !/\.[0-9a-f]{12}\.tmp$/.test(name));
}

/** Names of the repositories that have the folder `having`. */
async function findRepositories(folder: string, having: string, prefix = ''): Promise<string[]> {
  const names = (await list(join(folder, prefix))).toSorted();
  const own = prefix !== '' && names.includes(having) ? [prefix] : [];
  const below = names.filter((name) => isRepository(name)).map((name) => (prefix === '' ? name : `${prefix}/${name}`));
  const nested = await Promise.all(below.map(async (name) => await findRepositories(folder, having, name)));
  return [...own, ...nested.flat()];
}
