import { dirname } from 'node:path';
import { LoungeError } from '../../../domain/errors.ts';
import { exec, start, type ExecResult } from '../../../platform/exec.ts';
import { exists } from '../../../platform/files.ts';
import { gitError } from './git-error.ts';
import { pastStaleLock } from './stale-lock.ts';
import { createObjectMemory, type ObjectMemory } from './object-memory.ts';
import { createObjectReader, type ObjectReader } from './object-reader.ts';
import { credentialSettings, type GitCredentials } from './git-credentials.ts';

export interface GitOptions {
  /** Absolute folder of the clone (or of a bare repository). */
  readonly root: string;
  /** The login of the remote, asked for only when the remote is about to be reached. Without it git's own helpers are asked. */
  readonly credentials?: (() => Promise<GitCredentials | undefined>) | undefined;
  /** Instead of the clone's `origin`, without a change of its settings. */
  readonly remote?: { readonly name: string; readonly url: string } | undefined;
  /** More environment, like the quarantine of a pre-receive hook. */
  readonly environment?: Readonly<Record<string, string>> | undefined;
}

export interface GitCall {
  readonly input?: string | undefined;
  readonly environment?: Readonly<Record<string, string>> | undefined;
  /** Instead of the root, for a worktree of ours. */
  readonly folder?: string | undefined;
  /** Exit codes besides 0 that are an answer, not a failure. */
  readonly accept?: readonly number[] | undefined;
  readonly maxBytes?: number | undefined;
}

/** git in one folder. `run` throws GIT_* unless the exit code is 0 or accepted; `attempt` leaves the judgement to the caller. */
export interface Git {
  readonly root: string;
  /** Name of the remote. */
  readonly remote: string;
  readonly memory: ObjectMemory;
  readonly objects: ObjectReader;
  /** URL of the remote, once it was read. */
  remoteUrl: string | undefined;
  run(args: readonly string[], call?: GitCall): Promise<ExecResult>;
  attempt(args: readonly string[], call?: GitCall): Promise<ExecResult>;
  /** As `attempt`, with the login of this remote. Throws GIT_REMOTE_UNREACHABLE when nothing happens for two minutes. */
  network(url: string, args: readonly string[]): Promise<ExecResult>;
}

const NETWORK_TIMEOUT_MS = 120_000;
const MAX_BYTES = 64 * 1024 * 1024;
const MAX_OBJECT_BYTES = 16 * 1024 * 1024;
/** Of the caller's GIT_* variables only these are kept: the others (GIT_DIR in a hook) would lead elsewhere. */
const KEPT = new Set([
  'GIT_SSH',
  'GIT_SSH_COMMAND',
  'GIT_SSH_VARIANT',
  'GIT_SSL_CAINFO',
  'GIT_SSL_CAPATH',
  'GIT_PROXY_COMMAND',
  'GIT_EXEC_PATH',
]);
/** What a user's configuration must not change in what we do: no hooks, no signing prompts, no programs, no re-encoding. */
const SETTINGS = [
  'core.hooksPath=/dev/null',
  'core.fsmonitor=false',
  'commit.gpgSign=false',
  'i18n.commitEncoding=UTF-8',
  'i18n.logOutputEncoding=UTF-8',
  'gc.auto=0',
  'maintenance.auto=false',
  'core.quotePath=false',
  'advice.detachedHead=false',
  'http.lowSpeedLimit=1',
  'http.lowSpeedTime=20',
];
const PIPES = ['pipe', 'pipe', 'pipe'] as const;
const SETTING_ARGUMENTS = SETTINGS.flatMap((setting) => ['-c', setting]);

/** Starts git with argument arrays only, without prompts, in the C locale, and never in a repository above `root`. */
export function createGit(options: GitOptions): Git {
  const environment = { ...gitEnvironment(options.root), ...options.environment };
  const settings = [...SETTING_ARGUMENTS, ...remoteArguments(options.remote)];
  const execOptions = (call: GitCall) => ({
    cwd: call.folder ?? options.root,
    env: { ...environment, ...call.environment },
    cleanEnvironment: true,
    maxBytes: call.maxBytes ?? MAX_BYTES,
    ...(call.input === undefined ? {} : { input: call.input }),
  });
  const attempt = async (args: readonly string[], call: GitCall = {}) =>
    await foundOrThrow(await exec('git', [...settings, ...args], execOptions(call)), options.root);
  return {
    root: options.root,
    remote: options.remote?.name ?? 'origin',
    memory: createObjectMemory(),
    objects: createObjectReader({
      start: () => start('git', [...settings, 'cat-file', '--batch'], { ...execOptions({}), stdio: PIPES }),
      mostBytes: MAX_OBJECT_BYTES,
      failed: async (result) => await reasonOf(result, options.root),
    }),
    remoteUrl: options.remote?.url,
    attempt,
    run: async (args, call = {}) => judged(await attempt(args, call), args, call, options.root),
    network: async (url, args) => {
      const login = credentialSettings(url, await options.credentials?.());
      const result = await pastStaleLock(
        options.root,
        async () =>
          await exec('git', [...settings, ...login.args, ...args], {
            ...execOptions({ environment: login.environment }),
            timeoutMs: NETWORK_TIMEOUT_MS,
          }),
      );
      if (result.timedOut) throw noAnswer(login.shownUrl);
      return await foundOrThrow(result, options.root);
    },
  };
}

function noAnswer(url: string): LoungeError {
  const problem = `no answer within ${NETWORK_TIMEOUT_MS / 1000} s`;
  return new LoungeError('GIT_REMOTE_UNREACHABLE', { url, problem }, { retryable: true });
}

function remoteArguments(remote: GitOptions['remote']): readonly string[] {
  return remote === undefined ? [] : ['-c', `remote.${remote.name}.url=${remote.url}`];
}

function judged(result: ExecResult, args: readonly string[], call: GitCall, root: string): ExecResult {
  if (result.exitCode === 0 || call.accept?.includes(result.exitCode)) return result;
  throw gitError(args, result, root);
}

/** Why git ended before it had answered. */
async function reasonOf(result: Parameters<typeof gitError>[1] & { exitCode: number }, root: string): Promise<Error> {
  try {
    await foundOrThrow({ ...result, timedOut: false, cancelled: false }, root);
    return gitError(['cat-file'], result, root);
  } catch (error) {
    return error as Error;
  }
}

async function foundOrThrow(result: ExecResult, root: string): Promise<ExecResult> {
  if (result.exitCode !== 127) return result;
  if (!(await exists(root))) throw new LoungeError('GIT_NOT_A_REPOSITORY', { folder: root });
  throw new LoungeError('TOOL_MISSING', { tool: 'git', remedy: 'Install git 2.30 or newer.' });
}

function gitEnvironment(root: string): Record<string, string | undefined> {
  const inherited = Object.entries(process.env).filter(([name]) => !name.startsWith('GIT_') || KEPT.has(name));
  return {
    ...Object.fromEntries(inherited),
    LC_ALL: 'C',
    LANGUAGE: 'C',
    GIT_TERMINAL_PROMPT: '0',
    // An empty program is "none": git then fails instead of opening a window.
    GIT_ASKPASS: '',
    SSH_ASKPASS_REQUIRE: 'never',
    GIT_CEILING_DIRECTORIES: dirname(root),
    GIT_LITERAL_PATHSPECS: '1',
    GIT_OPTIONAL_LOCKS: '0',
    GIT_PAGER: 'cat',
    GIT_EDITOR: 'true',
    GIT_NO_REPLACE_OBJECTS: '1',
  };
}
