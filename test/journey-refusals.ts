import { readdirSync } from 'node:fs';
import { chmod, rm, stat } from 'node:fs/promises';
import { join } from 'node:path';
import { expect } from 'vitest';
import type { CallOptions, JourneyWorld } from './journey-world.ts';

/** Calls that must be refused, and must change nothing. */
export class Refusals {
  private readonly world: JourneyWorld;

  constructor(world: JourneyWorld) {
    this.world = world;
  }

  /** Tree, commits, remote and registry, as they are on disk. */
  async everything(): Promise<unknown> {
    const sandbox = join(this.world.root, '.lounge/sandbox');
    return {
      head: await this.world.git(['rev-parse', 'HEAD']),
      status: await this.world.git(['status', '--porcelain=v2', '--branch']),
      remote: await this.world.git(['ls-remote', join(sandbox, 'git/repositories/lounge.git')]),
      registry: readdirSync(join(sandbox, 'registry'), { recursive: true, encoding: 'utf8' }).toSorted(),
    };
  }

  /** The call fails with this code and exit code, for people and as JSON, with a hint, and changes nothing. */
  async refused(args: readonly string[], code: string, exitCode: number, options: CallOptions = {}) {
    const before = await this.everything();
    const spoken = await this.world.done(args, exitCode, options);
    expect(spoken.stderr).toContain(code);
    expect(spoken.stdout).toBe('');
    const json = await this.world.done([...args, '--json'], exitCode, options);
    const error = json.error();
    expect(error.code).toBe(code);
    expect(spoken.stderr).toContain(error.message);
    expect(error.hint.length).toBeGreaterThan(10);
    expect(spoken.stderr).toContain(error.hint);
    expect(`${spoken.stderr}${json.stdout}${json.stderr}`).not.toMatch(/\{\w+\}|undefined|\[object|at .*\.ts:\d+/);
    expect(await this.everything()).toEqual(before);
    return error;
  }

  /** Puts a file of the lounge back as it was, whatever the test does with it. */
  async withFile(path: string, text: string | undefined, use: () => Promise<void>): Promise<void> {
    const before = await this.world.read(path);
    const { mode } = await stat(join(this.world.root, path));
    if (text === undefined) await rm(join(this.world.root, path));
    else await this.world.write(path, text);
    try {
      await use();
    } finally {
      await this.world.write(path, before);
      await chmod(join(this.world.root, path), mode);
    }
  }

  /** Commits a change, and takes the commit back. */
  async withCommit(change: () => Promise<void>, use: () => Promise<void>): Promise<void> {
    const head = await this.world.git(['rev-parse', 'HEAD']);
    try {
      await change();
      await this.world.git(['add', '--all']);
      await this.world.git(['commit', '--quiet', '-m', 'feat: a change']);
      await use();
    } finally {
      await this.world.git(['reset', '--quiet', '--hard', head]);
    }
  }
}
