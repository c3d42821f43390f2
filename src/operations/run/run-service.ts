import { buildImage } from '../build/build-image.ts';
import type { Context } from '../context.ts';
import { resolveCommit } from '../resolve-commit.ts';
import { readServiceAt } from '../read-service.ts';
import { say } from './messages.ts';
import type { RunInput, RunOutput } from './operation.ts';

/** No release: the tag that the image has as its version. */
const TAG = 'v000000000000';

/** Builds a service and runs its image without a cluster. Throws GIT_REVISION_UNKNOWN, GIT_NO_COMMIT. */
export async function runService(context: Context, input: RunInput): Promise<RunOutput> {
  const lounge = await context.lounge();
  const commit = await resolveCommit(lounge, input.revision);
  const spec = await readServiceAt(lounge, commit, input.service);
  const folder = `.lounge/builds/run-${input.service}-${context.machine.pid}`;
  const layoutFolder = `${lounge.workspace.root}/${folder}`;
  try {
    await buildImage(context, lounge, { commit, service: input.service, tag: TAG, outputFolder: layoutFolder });
    const values = await lounge.environmentValues();
    const secrets = Object.values(spec.secrets)
      .flat()
      .flatMap((name) => (values.has(name) ? [[name, values.get(name) ?? '']] : []));
    return await follow(context, input, {
      layoutFolder,
      port: spec.port,
      path: spec.health.path,
      environment: Object.fromEntries(secrets),
    });
  } finally {
    await lounge.workspace.remove(folder);
  }
}

interface Running {
  readonly layoutFolder: string;
  readonly port: number;
  readonly path: string;
  readonly environment: Readonly<Record<string, string>>;
}

async function follow(
  context: Context,
  input: { service: string; check: boolean },
  running: Running,
): Promise<RunOutput> {
  const enough = new AbortController();
  let url: string | undefined;
  let healthy = false;
  const runner = await context.runner();
  const { exitCode } = await runner.run({
    layoutFolder: running.layoutFolder,
    environment: running.environment,
    port: running.port,
    signal: AbortSignal.any([context.signal, enough.signal]),
    onLine: (line) => context.progress({ kind: 'output', line }),
    onListening: (address) => {
      url = address;
      void context.web.get(`${address}${running.path}`).then((answer) => {
        healthy = 'status' in answer && answer.status >= 200 && answer.status < 300;
        const facts = { service: input.service, url: address, path: running.path };
        const text =
          'status' in answer
            ? say(context.language, 'listening', { ...facts, status: answer.status, body: answer.body.slice(0, 100) })
            : say(context.language, 'notHealthy', { ...facts, problem: answer.error });
        context.progress({ kind: 'note', text });
        if (input.check) enough.abort();
      });
    },
  });
  return { service: input.service, exitCode, ...(url === undefined ? {} : { url }), healthy };
}
