import { posix } from 'node:path';
import type { LayerEntry, TreeEntry } from './layer-entry.ts';

const MAX_LINKS = 40;

/** The file system of an image as its layers make it, without contents. */
export class ImageTree {
  readonly #entries = new Map<string, TreeEntry>();

  /** Applies a layer on top: removals first, as the OCI image specification says. */
  apply(entries: readonly LayerEntry[]): void {
    for (const entry of entries) {
      if (entry.kind === 'whiteout') this.#remove(entry.path, true);
      if (entry.kind === 'opaque') this.#remove(entry.path, false);
    }
    for (const entry of entries) {
      if (entry.kind === 'whiteout' || entry.kind === 'opaque') continue;
      if (entry.kind !== 'directory' && this.#entries.get(entry.path)?.kind === 'directory')
        this.#remove(entry.path, true);
      this.#entries.set(entry.path, entry);
    }
  }

  get(path: string): TreeEntry | undefined {
    return this.#entries.get(path);
  }

  /** All entries, folders before what is in them. */
  all(): TreeEntry[] {
    return [...this.#entries.values()].toSorted((a, b) => (a.path < b.path ? -1 : 1));
  }

  /** Entries below a folder, at any depth, sorted. */
  below(folder: string): TreeEntry[] {
    const prefix = folder === '' ? '' : `${folder}/`;
    return this.all().filter((entry) => entry.path.startsWith(prefix) && entry.path !== folder);
  }

  /** Follows symbolic links in every part of an absolute path, as chroot would; the last parts need not exist. */
  resolve(path: string): string {
    let pending = path.split('/').filter((part) => part !== '' && part !== '.');
    let current: string[] = [];
    for (let links = 0; pending.length > 0;) {
      const [part = '', ...rest] = pending;
      pending = rest;
      if (part === '..') {
        current.pop();
        continue;
      }
      const entry = this.#entries.get([...current, part].join('/'));
      if (entry?.kind === 'symlink' && (links += 1) <= MAX_LINKS) {
        const target = entry.target.split('/').filter((one) => one !== '' && one !== '.');
        if (posix.isAbsolute(entry.target)) current = [];
        pending = [...target, ...pending];
      } else current.push(part);
    }
    return current.join('/');
  }

  /** Folders above a path, the outermost first, without the root. */
  static parents(path: string): string[] {
    const parts = path.split('/').slice(0, -1);
    return parts.map((_, index) => parts.slice(0, index + 1).join('/'));
  }

  #remove(path: string, itself: boolean): void {
    const prefix = path === '' ? '' : `${path}/`;
    if (itself) this.#entries.delete(path);
    for (const key of this.#entries.keys()) if (key.startsWith(prefix)) this.#entries.delete(key);
  }
}
