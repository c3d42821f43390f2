import { symlink } from 'node:fs/promises';
import { join } from 'node:path';
import { fileURLToPath } from 'node:url';
import { exec } from '../src/platform/exec.ts';

const SOURCE = fileURLToPath(new URL('..', import.meta.url));

/** The package as users get it, unpacked into `folder` with the dependencies of this clone beside it; returns its launcher. */
export async function packProgram(folder: string): Promise<string> {
  const tarball = await run('npm', ['pack', '--silent', '--pack-destination', folder], SOURCE);
  await run('tar', ['-xzf', tarball.trim()], folder);
  await symlink(join(SOURCE, 'node_modules'), join(folder, 'node_modules'));
  return join(folder, 'package', 'bin', 'lounge.js');
}

async function run(program: string, args: readonly string[], cwd: string): Promise<string> {
  const { stdout, stderr, exitCode } = await exec(program, args, { cwd });
  if (exitCode !== 0) throw new Error(`${program} ${args.join(' ')}: ${stderr}`);
  return stdout;
}
