import { LoungeError } from '../../domain/errors.ts';
import { generateLoungeFiles } from '../../engine/manifest/generate/generate-lounge-files.ts';
import type { LocalEngineStatus } from '../../ports/local-engine.ts';
import type { Context } from '../context.ts';
import { configFrom } from './config-from.ts';
import { environmentFileText } from './environment-file-text.ts';
import { installLounge } from './install-lounge.ts';
import { say } from './messages.ts';
import type { InitInput, InitOutput } from './operation.ts';

/** Writes a lounge into a folder, commits it, pushes it, and puts its projects into the engine. */
export async function initialize(context: Context, input: InitInput): Promise<InitOutput> {
  const workspace = context.workspace(input.folder);
  if (await workspace.exists('lounge.yaml'))
    throw new LoungeError('FILE_EXISTS', { path: `${workspace.root}/lounge.yaml` });
  const ownEngine = needsOwnEngine(input);
  const engine = ownEngine && !input.dryRun ? await bringUp(context, workspace.root) : undefined;
  const config = configFrom(input, workspace.root, engine, context.language);
  const files = generateLoungeFiles(config, config.language ?? context.language);
  const output = {
    name: config.name,
    folder: workspace.root,
    files: files.map((file) => file.path),
    dryRun: input.dryRun,
    cluster: input.context !== undefined,
  };
  if (input.dryRun) return { ...output, pushed: false };
  await step(context, 'files', async () => {
    for (const file of files) if (!(await workspace.exists(file.path))) await workspace.write(file.path, file.content);
    if (!(await workspace.exists('.env')))
      await workspace.write(
        '.env',
        await environmentFileText(workspace, config, engine, input.timeZone ?? localTimeZone()),
        { mode: 0o600 },
      );
    return say(context.language, 'filesWritten', { count: files.length });
  });
  const { commit, pushed } = await commitAndPush(
    context,
    workspace.root,
    input,
    config.repository.url,
    output.files,
    engine,
  );
  if (engine !== undefined) await installLounge(context, workspace.root);
  return { ...output, commit, pushed };
}

/** Throws USAGE for a cluster that would have to reach the registry and the remote of this machine. */
function needsOwnEngine({ registry, repository, context }: InitInput): boolean {
  const own = registry === undefined || repository === undefined;
  if (context === undefined || !own) return own;
  const problem = '--context needs --registry and --repository: a cluster cannot reach those of this machine';
  throw new LoungeError('USAGE', { problem, command: 'init' });
}

function localTimeZone(): string {
  return new Intl.DateTimeFormat().resolvedOptions().timeZone;
}

async function bringUp(context: Context, folder: string): Promise<LocalEngineStatus> {
  let status: LocalEngineStatus | undefined;
  await step(context, 'engine', async () => {
    status = await (await context.localEngineAt(folder)).up({ signal: context.signal });
    return say(context.language, 'engineUp', { url: status.gateway.url, isolation: status.isolation });
  });
  if (status === undefined) throw new LoungeError('CANCELLED');
  return status;
}

async function commitAndPush(
  context: Context,
  folder: string,
  input: InitInput,
  url: string,
  files: readonly string[],
  engine: LocalEngineStatus | undefined,
): Promise<{ commit: string; pushed: boolean }> {
  const repository = await context.repositoryAt(folder, input.branch);
  await repository.initialize(url, input.branch);
  if (engine !== undefined) await repository.useCredentialFile(engine.git.url, engine.git.credentialFile);
  const commit = await repository.commitPaths(files, 'chore: a new lounge\n', context.actor);
  let pushed = false;
  await step(context, 'publish', async () => {
    try {
      const { remoteHead } = await repository.fetch();
      await repository.publish(commit, remoteHead);
      pushed = true;
      return say(context.language, 'published', { commit: commit.slice(0, 8), branch: input.branch });
    } catch (error) {
      // A remote that cannot be reached yet is no reason to lose the lounge.
      if (!(error instanceof LoungeError)) throw error;
      return say(context.language, 'notPublished', { problem: `${error.code}: ${error.message}` });
    }
  });
  return { commit, pushed };
}

async function step(context: Context, name: 'engine' | 'files' | 'publish', act: () => Promise<string>): Promise<void> {
  const startedAt = context.clock.now();
  context.progress({ kind: 'step-started', step: name, text: say(context.language, name) });
  const text = await act();
  context.progress({ kind: 'step-done', step: name, text, milliseconds: context.clock.now() - startedAt });
}
