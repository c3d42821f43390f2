import { createHash, randomBytes } from 'node:crypto';
import { mkdir, readdir, rename, rm, stat, utimes } from 'node:fs/promises';
import { join } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { exec } from '../../../platform/exec.ts';
import { exists } from '../../../platform/files.ts';
import { gitEnvironment } from '../../git/git-environment.ts';
import { checkTree } from './check-tree.ts';
import { SourceError } from './source-error.ts';

/** Where a repository is fetched from, and as whom. */
export interface RepositoryAccess {
  /** Http(s); instead of the URL that the Application names. */
  readonly url?: string;
  readonly user?: string;
  readonly password?: string;
}

/** A push makes many Applications ask at almost the same time: they share one fetch. */
const GATHER_MS = 5;
const KEPT_CHECKOUTS = 12;
/** A checkout that was begun and not finished for so long never will be: its process was killed. */
const ABANDONED_MS = 3_600_000;
const COMMIT = /^[0-9a-f]{40}$/;

/** A bare copy of one repository, and clean checkouts of its commits. Fetches and checkouts never run twice at once. */
export class GitMirror {
  readonly #folder: string;
  readonly #url: string;
  readonly #access: RepositoryAccess;
  #fetching: Promise<void> = Promise.resolve();
  #nextFetch: Promise<void> | undefined;
  readonly #checkouts = new Map<string, Promise<string>>();

  constructor(folder: string, url: string, access: RepositoryAccess) {
    this.#folder = join(folder, createHash('sha256').update(url).digest('hex').slice(0, 24));
    this.#url = access.url ?? url;
    this.#access = access;
  }

  /** The commit that a branch, tag or commit names. `fresh: false` is content with what was fetched before. */
  async resolve(revision: string, fresh: boolean): Promise<string> {
    const settled = !fresh || COMMIT.test(revision);
    const known = settled ? await this.#lookUp(revision) : undefined;
    if (known !== undefined) return known;
    await this.#fetch();
    const commit = await this.#lookUp(revision);
    if (commit === undefined) throw new SourceError(`unable to resolve '${revision}' to a commit SHA`);
    return commit;
  }

  /** A folder that holds exactly the commit's files. It stays until a dozen others were asked for. */
  async checkout(commit: string): Promise<string> {
    const running = this.#checkouts.get(commit) ?? this.#makeCheckout(commit);
    this.#checkouts.set(commit, running);
    try {
      return await running;
    } finally {
      this.#checkouts.delete(commit);
    }
  }

  async #lookUp(revision: string): Promise<string | undefined> {
    if (revision.startsWith('-') || !(await exists(this.#bare))) return undefined;
    const names = COMMIT.test(revision)
      ? [revision]
      : revision === 'HEAD'
        ? ['refs/remote/HEAD']
        : [`refs/heads/${revision}`, `refs/tags/${revision}`, ...(revision.startsWith('refs/') ? [revision] : [])];
    for (const name of names) {
      const result = await this.#git(['rev-parse', '--verify', '--quiet', '--end-of-options', `${name}^{commit}`]);
      if (result.exitCode === 0) return result.stdout.trim();
    }
    return undefined;
  }

  /** A fetch that begins after the call; those who wait for one share it. */
  async #fetch(): Promise<void> {
    this.#nextFetch ??= this.#fetching
      .catch(() => undefined)
      .then(async () => {
        await sleep(GATHER_MS);
        this.#nextFetch = undefined;
        await (this.#fetching = this.#fetchNow());
      });
    await this.#nextFetch;
  }

  async #fetchNow(): Promise<void> {
    const first = await this.#tryFetch();
    // A process that was killed left a lock behind; nobody else works here.
    const result = first.stderr.includes(".lock'") ? await this.#tryFetch(true) : first;
    if (result.exitCode === 0) return;
    const reason = result.timedOut ? 'timed out' : result.stderr.trim().split('\n').at(-1);
    throw new SourceError(`failed to list refs: ${reason?.slice(0, 500)}`);
  }

  async #tryFetch(anew = false) {
    if (anew) await rm(this.#bare, { recursive: true, force: true });
    if (!(await exists(this.#bare))) await this.#initialize();
    const refs = ['+refs/heads/*:refs/heads/*', '+refs/tags/*:refs/tags/*'];
    const fetch = ['fetch', '--quiet', '--prune', '--no-write-fetch-head', '--', this.#url];
    const result = await this.#git([...fetch, '+HEAD:refs/remote/HEAD', ...refs]);
    // Until its first branch is there, a new repository has no HEAD.
    return result.stderr.includes("couldn't find remote ref HEAD") ? await this.#git([...fetch, ...refs]) : result;
  }

  async #initialize(): Promise<void> {
    if (!/^https?:\/\//.test(this.#url)) throw new SourceError('repository URLs must be http:// or https://');
    const draft = `${this.#bare}.${randomBytes(6).toString('hex')}`;
    await mkdir(draft, { recursive: true });
    await exec('git', ['init', '--quiet', '--bare', '--template=', draft], { cwd: draft, ...this.#process });
    await rename(draft, this.#bare);
  }

  async #makeCheckout(commit: string): Promise<string> {
    const folder = join(this.#folder, 'checkouts', commit);
    if (await exists(folder)) {
      await utimes(folder, new Date(), new Date());
      return folder;
    }
    await checkTree(async (args, input) => await this.#git(args, input), commit);
    const draft = `${folder}.${randomBytes(6).toString('hex')}`;
    const index = `${draft}.index`;
    await mkdir(draft, { recursive: true });
    try {
      const env = { GIT_INDEX_FILE: index, GIT_WORK_TREE: draft };
      const result = await this.#git(['read-tree', '--reset', '-u', commit], undefined, env);
      if (result.exitCode !== 0) throw new SourceError(`failed to check out ${commit}: ${result.stderr.slice(0, 300)}`);
      await rename(draft, folder);
    } finally {
      await rm(index, { force: true });
      await rm(draft, { recursive: true, force: true });
    }
    await this.#forgetOldCheckouts();
    return folder;
  }

  async #forgetOldCheckouts(): Promise<void> {
    const parent = join(this.#folder, 'checkouts');
    const found = await Promise.all(
      (await readdir(parent)).map(async (name) => {
        const facts = await stat(join(parent, name)).catch(() => undefined);
        return { name, time: facts?.mtimeMs ?? 0 };
      }),
    );
    const complete = found.filter(({ name }) => COMMIT.test(name)).toSorted((a, b) => b.time - a.time);
    const abandoned = found.filter(({ name, time }) => !COMMIT.test(name) && Date.now() - time > ABANDONED_MS);
    for (const { name } of [...complete.slice(KEPT_CHECKOUTS), ...abandoned]) {
      await rm(join(parent, name), { recursive: true, force: true });
    }
  }

  get #bare(): string {
    return join(this.#folder, 'mirror.git');
  }

  get #process() {
    const { user, password } = this.#access;
    const login = password === undefined ? undefined : Buffer.from(`${user ?? ''}:${password}`).toString('base64');
    const settings = {
      'http.followRedirects': 'false',
      'core.symlinks': 'true',
      // Tidying up ends with the fetch, so that nothing runs on beside it.
      'gc.autoDetach': 'false',
      ...(login === undefined ? {} : { 'http.extraHeader': `Authorization: Basic ${login}` }),
    };
    const entries = Object.entries(settings).flatMap(([key, value], index) => [
      [`GIT_CONFIG_KEY_${index}`, key],
      [`GIT_CONFIG_VALUE_${index}`, value],
    ]);
    return {
      env: {
        ...gitEnvironment(this.#folder),
        GIT_ALLOW_PROTOCOL: 'http:https',
        GIT_CONFIG_COUNT: String(entries.length / 2),
        ...Object.fromEntries(entries),
      } as Record<string, string>,
      cleanEnvironment: true,
      timeoutMs: 90_000,
    };
  }

  async #git(args: readonly string[], input?: string, env: Record<string, string> = {}) {
    const { env: base, ...rest } = this.#process;
    const options = { cwd: env.GIT_WORK_TREE ?? this.#bare, ...rest, env: { ...base, GIT_DIR: this.#bare, ...env } };
    return await exec('git', args, input === undefined ? options : { ...options, input });
  }
}
